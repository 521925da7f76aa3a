package org.tradepost.orders.checkout.entity;

import java.time.Duration;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.tradepost.orders.checkout.entity.Decision.Advance;
import org.tradepost.orders.checkout.entity.Decision.NeedAttention;
import org.tradepost.orders.checkout.entity.Decision.Wait;
import org.tradepost.orders.checkout.entity.Outcome.AlreadyRefunded;
import org.tradepost.orders.checkout.entity.Outcome.Captured;
import org.tradepost.orders.checkout.entity.Outcome.Done;
import org.tradepost.orders.checkout.entity.Outcome.NotAsked;
import org.tradepost.orders.checkout.entity.Outcome.NotFound;
import org.tradepost.orders.checkout.entity.Outcome.Refused;
import org.tradepost.orders.checkout.entity.Outcome.ReservationCommitted;
import org.tradepost.orders.checkout.entity.Outcome.ReservationReleased;
import org.tradepost.orders.checkout.entity.Outcome.Unknown;
import org.tradepost.orders.checkout.entity.Outcome.Voided;
import org.tradepost.orders.checkout.entity.SagaStep.Compensating;
import org.tradepost.orders.checkout.entity.SagaStep.Forward;
import org.tradepost.orders.checkout.entity.SagaStep.GivingBack;

/**
 * Decides, for each step and outcome, what a saga does next. Pure: no clock, no database, no network. An outcome that makes no
 * sense for its step is treated as unknown, never as success or refusal.
 */
public final class SagaRules {
    private final SagaSchedule schedule;
    private final DoubleSupplier random;

    public SagaRules(SagaSchedule schedule, DoubleSupplier random) {
        this.schedule = schedule;
        this.random = random;
    }

    /**
     * @param saga the state whose step was just asked for
     * @param inStep how long it has been in that step by now
     */
    public Decision decide(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (saga.step()) {
            case Forward.RESERVE -> reserved(saga, outcome, inStep);
            case Forward.PAY, Forward.QUERY_PAYMENT -> paid(saga, outcome, inStep);
            case Forward.VOID_PAYMENT -> voided(saga, outcome, inStep);
            case Forward.CONFIRM -> committed(saga, outcome, inStep);
            case Compensating.CANCEL_PAYMENT -> paymentCancelled(saga, outcome, inStep);
            case Compensating.RETURN_PAYMENT ->
                outcome instanceof Done ? undone(saga, Compensating.RELEASE_STOCK) : again(saga, outcome, inStep);
            case Compensating.RELEASE_STOCK -> stockReleased(saga, outcome, inStep);
            case Compensating.RETURN_STOCK ->
                outcome instanceof Done ? new Decision.Reject(saga) : again(saga, outcome, inStep);
            case GivingBack.REFUND_PAYMENT ->
                outcome instanceof Done ? new Advance(saga.at(GivingBack.RESTOCK), true) : again(saga, outcome, inStep);
            case GivingBack.RESTOCK ->
                outcome instanceof Done ? new Decision.GivenBack(saga) : again(saga, outcome, inStep);
        };
    }

    private Decision reserved(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Done done -> new Advance(saga.at(Forward.PAY), true);
            case Refused refused ->
                new Advance(saga.compensating(Compensating.RELEASE_STOCK, refused.reason(), refused.skus()), true);
            case ReservationReleased released ->
                turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.RESERVATION_RELEASED);
            // The release leaves a tombstone, so a reservation still on its way is refused.
            case Outcome unclear ->
                past(schedule.compensateAfter(), inStep)
                        ? turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.STOCK_TIMEOUT)
                        : retry(saga, inStep, unclear);
        };
    }

    private Decision paid(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Captured captured -> goOn(saga, captured.paymentId());
            case Refused refused -> turnRound(saga, Compensating.RELEASE_STOCK, refused.reason());
            case Voided voided -> turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT);
            case AlreadyRefunded refunded ->
                turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT);
            case Outcome unclear -> unsettled(saga, unclear, inStep);
        };
    }

    private Decision unsettled(SagaInstance saga, Outcome outcome, Duration inStep) {
        if (outcome instanceof NotAsked) {
            // Who cannot be asked cannot void either, and may know by then that the money came; but stock is not held
            // for ever.
            return past(schedule.compensateAfter(), inStep)
                    ? new Advance(saga.stillIn(Forward.VOID_PAYMENT, inStep), true)
                    : retry(saga, inStep, outcome);
        }
        boolean firstAttempt = saga.step() == Forward.PAY && saga.attempts() == 0;
        Duration unknownFor = firstAttempt ? inStep.minus(saga.sinceStepStarted()) : inStep;
        if (past(schedule.voidAfter(), unknownFor)) {
            return new Advance(saga.stillIn(Forward.VOID_PAYMENT, unknownFor), true);
        }
        int queries = saga.step() == Forward.PAY ? 0 : saga.attempts() + 1;
        Duration delay = schedule.nextQuery(queries, unknownFor);
        return switch (outcome) {
            // The request to pay got lost on its way and is made again under the same key.
            case NotFound lost -> new Wait(saga.againAt(Forward.PAY, unknownFor), delay, why(outcome));
            case Outcome unclear -> new Wait(saga.stillIn(Forward.QUERY_PAYMENT, unknownFor), delay, why(unclear));
        };
    }

    private Decision voided(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Voided voided -> turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT);
            case AlreadyRefunded refunded ->
                turnRound(saga, Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT);
            case Captured captured -> goOn(saga, captured.paymentId());
            case Outcome unclear ->
                past(schedule.compensateAfter(), inStep)
                        ? turnRound(saga, Compensating.CANCEL_PAYMENT, RejectionReason.PAYMENT_TIMEOUT)
                        : retry(saga, inStep, unclear);
        };
    }

    private Decision committed(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Done done -> new Decision.Confirm(saga);
            case ReservationReleased released ->
                turnRound(saga, Compensating.RETURN_PAYMENT, RejectionReason.RESERVATION_RELEASED);
            case Outcome unclear -> again(saga, unclear, inStep);
        };
    }

    private Decision paymentCancelled(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Voided voided -> undone(saga, Compensating.RELEASE_STOCK);
            case AlreadyRefunded refunded -> undone(saga, Compensating.RELEASE_STOCK);
            case Captured captured ->
                undone(saga.paid(payment(saga, captured.paymentId())), Compensating.RETURN_PAYMENT);
            case Outcome unclear -> again(saga, unclear, inStep);
        };
    }

    private Decision stockReleased(SagaInstance saga, Outcome outcome, Duration inStep) {
        return switch (outcome) {
            case Done done -> new Decision.Reject(saga);
            case ReservationReleased released -> new Decision.Reject(saga);
            case ReservationCommitted sold -> undone(saga, Compensating.RETURN_STOCK);
            case Outcome unclear -> again(saga, unclear, inStep);
        };
    }

    // Not recorded: after a crash the payment answers the same again, and one commit is saved on every order.
    private static Decision goOn(SagaInstance saga, UUID paymentId) {
        return new Advance(saga.paid(payment(saga, paymentId)).at(Forward.CONFIRM), false);
    }

    private static Decision turnRound(SagaInstance saga, Compensating first, RejectionReason why) {
        return new Advance(saga.compensating(first, why), true);
    }

    private static Decision undone(SagaInstance saga, Compensating next) {
        return new Advance(saga.at(next), true);
    }

    private Decision again(SagaInstance saga, Outcome unclear, Duration inStep) {
        return past(schedule.attentionAfter(), inStep)
                ? new NeedAttention(saga, saga.step().name() + " unsettled: " + why(unclear))
                : retry(saga, inStep, unclear);
    }

    private Decision retry(SagaInstance saga, Duration inStep, Outcome unclear) {
        if (unclear instanceof NotAsked refused) {
            return new Wait(saga.aged(inStep), schedule.afterRefusal(refused.retryAfter(), random), why(unclear));
        }
        return new Wait(saga.stillIn(saga.step(), inStep), schedule.nextRetry(saga.attempts(), random), why(unclear));
    }

    private static boolean past(Duration limit, Duration inStep) {
        return inStep.compareTo(limit) >= 0;
    }

    private static UUID payment(SagaInstance saga, UUID answered) {
        return answered != null ? answered : saga.paymentId();
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Unknown unknown -> unknown.why();
            case NotAsked refused -> refused.why();
            case Outcome other -> other.toString();
        };
    }
}
