package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.ProblemException;

/** Cancels a sold order: refunds the remainder and puts back, once, the goods that were not given back yet. */
@ApplicationScoped
public class CancelOrder {

    private record Result(UUID cancellation, SagaWork work) {}

    @Inject
    Transactions transactions;

    @Inject
    GivingBack givingBack;

    @Inject
    OrderStore orders;

    @Inject
    RefundStore refunds;

    @Inject
    OrderFacts facts;

    @Inject
    SagaRunner runner;

    @Inject
    SagaSettings settings;

    @Inject
    SagaOutcomes outcomes;

    /**
     * Begins the cancellation, unless this request did so before.
     *
     * @param precondition refuses an order that is not the caller's, or not as the caller saw it
     * @return completes when the order is cancelled, or after the wait
     * @throws ProblemException if the order cannot be cancelled
     */
    public CompletableFuture<Void> cancel(
            UUID order, UUID caller, Consumer<Order> precondition, Optional<RequestKey> key, Duration wait) {
        SagaRunner.Slot slot = runner.takeSlot();
        boolean started = false;
        try {
            Lease lease = settings.newLease();
            Result result = transactions.inNew(() -> givingBack
                    .madeBefore(key)
                    .map(before -> new Result(before, null))
                    .orElseGet(() -> begin(order, caller, precondition, key, lease)));
            CompletableFuture<Void> outcome =
                    outcomes.await(result.cancellation(), wait).thenAccept(end -> {});
            if (result.work() == null) {
                if (refunds.find(result.cancellation()).orElseThrow().settled()) {
                    outcomes.atRest(result.cancellation(), Optional.empty());
                }
                return outcome;
            }
            started = true;
            runner.start(result.work(), lease, slot);
            return outcome;
        } finally {
            if (!started) {
                slot.close();
            }
        }
    }

    private Result begin(
            UUID orderId, UUID caller, Consumer<Order> precondition, Optional<RequestKey> key, Lease lease) {
        OrderDetails details = givingBack.locked(orderId);
        Order order = details.order();
        precondition.accept(order);
        if (!order.status().isSold()) {
            throw new ProblemException(
                    OrdersError.ORDER_NOT_CANCELLABLE, "The order is " + order.status() + " and cannot be cancelled");
        }
        if (refunds.anyPending(order.id())) {
            throw new ProblemException(
                    OrdersError.REFUND_IN_PROGRESS, "A refund of the order is not settled yet; try again");
        }
        List<RefundLine> remainder = RefundPolicy.remainder(details.lines(), refunds.takenByLine(order.id()));
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        Change change = order.startCancelling(null, now);
        orders.append(change);
        facts.tell(change.order(), change.event(), null);
        Refund cancellation = new Refund(
                Ids.newId(),
                order.id(),
                SagaKind.CANCELLATION,
                false,
                order.currency(),
                remainder.stream().mapToLong(RefundLine::amountMinor).reduce(0, Math::addExact),
                true,
                null,
                caller,
                now,
                null,
                remainder);
        return new Result(cancellation.id(), givingBack.store(change.order(), cancellation, key, lease));
    }
}
