package org.tradepost.orders.checkout.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.entity.SagaStep.Compensating;
import org.tradepost.orders.checkout.entity.SagaStep.Forward;
import org.tradepost.orders.ordering.entity.OrderId;

/**
 * Runs a checkout through every interleaving of a handful of faults: requests that get lost, answers that get lost, requests that
 * arrive late, and crashes between effect and record; then looks whether money and goods agree with how the order ended.
 */
class SagaExplorationTest {
    private static final int FAULTS = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);
    // So short that the faults at hand suffice to reach every time-out.
    private static final SagaSchedule SCHEDULE = new SagaSchedule(
            SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(4), SECOND.multipliedBy(2), SECOND, SECOND);

    private enum Fault {
        REQUEST_LOST,
        ANSWER_LOST,
        REQUEST_LATE,
        NOT_ASKED,
        CRASH
    }

    private enum Stock {
        NONE,
        RESERVED,
        RELEASED,
        COMMITTED,
        RETURNED
    }

    private enum Money {
        NONE,
        CAPTURED,
        DECLINED,
        VOIDED,
        REFUNDED
    }

    /** Both participants, and the requests of theirs that are still on their way. */
    private record World(
            Stock stock, Money money, boolean lateReserve, boolean latePay, boolean inStock, boolean solvent) {
        World with(Stock next) {
            return new World(next, money, lateReserve, latePay, inStock, solvent);
        }

        World with(Money next) {
            return new World(stock, next, lateReserve, latePay, inStock, solvent);
        }

        World late(SagaStep step) {
            return new World(
                    stock,
                    money,
                    lateReserve || step == Forward.RESERVE,
                    latePay || step == Forward.PAY,
                    inStock,
                    solvent);
        }

        World lateArrived() {
            World arrived = new World(stock, money, false, false, inStock, solvent);
            arrived = lateReserve ? arrived.after(Forward.RESERVE) : arrived;
            return latePay ? arrived.after(Forward.PAY) : arrived;
        }

        World after(SagaStep step) {
            return switch (step) {
                case Forward.RESERVE -> stock == Stock.NONE && inStock ? with(Stock.RESERVED) : this;
                case Forward.PAY -> money == Money.NONE ? with(solvent ? Money.CAPTURED : Money.DECLINED) : this;
                case Forward.QUERY_PAYMENT -> this;
                case Forward.VOID_PAYMENT, Compensating.CANCEL_PAYMENT ->
                    money == Money.NONE ? with(Money.VOIDED) : this;
                case Forward.CONFIRM -> stock == Stock.RESERVED ? with(Stock.COMMITTED) : this;
                case Compensating.RETURN_PAYMENT -> money == Money.CAPTURED ? with(Money.REFUNDED) : this;
                case Compensating.RELEASE_STOCK ->
                    stock == Stock.NONE || stock == Stock.RESERVED ? with(Stock.RELEASED) : this;
                case Compensating.RETURN_STOCK -> stock == Stock.COMMITTED ? with(Stock.RETURNED) : this;
                case SagaStep.GivingBack step2 -> throw new IllegalStateException(step2.name());
            };
        }

        /** What the participant answers when this is its state after the step. */
        Outcome answer(SagaStep step) {
            return switch (step) {
                case Forward.RESERVE ->
                    switch (stock) {
                        case NONE -> new Outcome.Refused(RejectionReason.OUT_OF_STOCK);
                        case RELEASED -> new Outcome.ReservationReleased();
                        default -> new Outcome.Done();
                    };
                case Forward.PAY, Forward.QUERY_PAYMENT, Forward.VOID_PAYMENT, Compensating.CANCEL_PAYMENT ->
                    switch (money) {
                        case NONE -> new Outcome.NotFound();
                        case CAPTURED -> new Outcome.Captured(PAYMENT);
                        case DECLINED ->
                            step == Forward.VOID_PAYMENT || step == Compensating.CANCEL_PAYMENT
                                    ? new Outcome.Voided()
                                    : new Outcome.Refused(RejectionReason.PAYMENT_DECLINED);
                        case VOIDED -> new Outcome.Voided();
                        case REFUNDED -> new Outcome.AlreadyRefunded();
                    };
                case Forward.CONFIRM ->
                    stock == Stock.COMMITTED ? new Outcome.Done() : new Outcome.ReservationReleased();
                case Compensating.RELEASE_STOCK ->
                    stock == Stock.COMMITTED || stock == Stock.RETURNED
                            ? new Outcome.ReservationCommitted()
                            : new Outcome.Done();
                default -> new Outcome.Done();
            };
        }
    }

    private static final UUID PAYMENT = UUID.randomUUID();

    private final SagaRules rules = new SagaRules(SCHEDULE, () -> 1.0);
    private long confirmed;
    private long rejected;
    private long attention;

    @Test
    void whateverGoesWrongMoneyAndGoodsAgreeWithTheOrdersEnd() {
        for (boolean inStock : new boolean[] {true, false}) {
            for (boolean solvent : new boolean[] {true, false}) {
                SagaInstance saga = SagaInstance.checkout(new OrderId(UUID.randomUUID()), "sandbox", "tok");
                World world = new World(Stock.NONE, Money.NONE, false, false, inStock, solvent);
                explore(saga, saga, Duration.ZERO, world, FAULTS);
            }
        }
        // All three ends were seen, each many times.
        assertThat(confirmed).isGreaterThan(100);
        assertThat(rejected).isGreaterThan(100);
        assertThat(attention).isGreaterThan(10);
    }

    private void explore(SagaInstance saga, SagaInstance recorded, Duration inStep, World world, int faults) {
        World effect = world.after(saga.step());
        decided(saga, recorded, effect.answer(saga.step()), inStep, effect, faults);
        if (world.lateReserve() || world.latePay()) {
            explore(saga, recorded, inStep, world.lateArrived(), faults);
        }
        if (faults == 0) {
            return;
        }
        Outcome silence = new Outcome.Unknown("silence");
        Outcome refused = new Outcome.NotAsked("breaker open", SECOND);
        for (Fault fault : Fault.values()) {
            switch (fault) {
                case REQUEST_LOST -> decided(saga, recorded, silence, inStep, world, faults - 1);
                case ANSWER_LOST -> decided(saga, recorded, silence, inStep, effect, faults - 1);
                case REQUEST_LATE -> decided(saga, recorded, silence, inStep, world.late(saga.step()), faults - 1);
                case NOT_ASKED -> decided(saga, recorded, refused, inStep, world, faults - 1);
                // Whoever takes over knows only what was recorded.
                case CRASH -> explore(recorded, recorded, recorded.sinceStepStarted(), effect, faults - 1);
            }
        }
    }

    private void decided(
            SagaInstance saga, SagaInstance recorded, Outcome outcome, Duration inStep, World world, int faults) {
        switch (rules.decide(saga, outcome, inStep)) {
            case Decision.Advance advance -> {
                keepsDirection(recorded, advance.next());
                SagaInstance known = advance.recorded() ? advance.next() : recorded;
                explore(advance.next(), known, advance.next().sinceStepStarted(), world, faults);
            }
            case Decision.Wait wait -> {
                keepsDirection(recorded, wait.next());
                Duration later = wait.next().sinceStepStarted().plus(wait.delay());
                explore(wait.next(), wait.next(), later, world, faults);
            }
            case Decision.Confirm end -> {
                World last = world.lateArrived();
                assertThat(end.last().direction()).isEqualTo(Direction.FORWARD);
                assertThat(last.stock()).isEqualTo(Stock.COMMITTED);
                assertThat(last.money()).isEqualTo(Money.CAPTURED);
                assertThat(end.last().paymentId()).isEqualTo(PAYMENT);
                confirmed++;
            }
            case Decision.Reject end -> {
                World last = world.lateArrived();
                assertThat(last.stock()).as("%s", end.last()).isIn(Stock.RELEASED, Stock.RETURNED);
                if (last.money() == Money.CAPTURED) {
                    throw new AssertionError("charged for nothing: " + end.last() + " in " + last);
                }
                rejected++;
            }
            case Decision.NeedAttention stuck -> {
                attention++;
                // Somebody resumes it, and nothing goes wrong any more: it ends well, in the direction it had.
                SagaInstance resumed = stuck.last();
                explore(resumed, resumed, Duration.ZERO, world, 0);
            }
            case Decision.GivenBack impossible -> throw new AssertionError(impossible);
        }
    }

    private static void keepsDirection(SagaInstance before, SagaInstance after) {
        if (before.direction() == Direction.COMPENSATING) {
            assertThat(after.direction()).isEqualTo(Direction.COMPENSATING);
        }
    }
}
