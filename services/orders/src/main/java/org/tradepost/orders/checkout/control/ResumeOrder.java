package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.problem.ProblemException;

/** Lets an order that needed a person go on, in the state and the direction it was left in. The sweep takes it up. */
@ApplicationScoped
public class ResumeOrder {

    @Inject
    Transactions transactions;

    @Inject
    GivingBack givingBack;

    @Inject
    OrderStore orders;

    @Inject
    SagaStore sagas;

    @Inject
    OrderFacts facts;

    @Inject
    SagaOutcomes outcomes;

    @Inject
    AuditTrail audit;

    /**
     * Makes the order's sagas due again.
     *
     * @return completes when the first of them is at rest, or after the wait
     * @throws ProblemException 404, or 409 when the order does not need attention
     */
    public CompletableFuture<Void> resume(UUID orderId, Duration wait) {
        List<UUID> resumed = transactions.inNew(() -> inTransaction(orderId));
        return CompletableFuture.anyOf(
                        resumed.stream().map(saga -> outcomes.await(saga, wait)).toArray(CompletableFuture<?>[]::new))
                .thenAccept(end -> {});
    }

    private List<UUID> inTransaction(UUID orderId) {
        Order order = givingBack.locked(orderId).order();
        if (order.status() != OrderStatus.NEEDS_ATTENTION) {
            throw new ProblemException(OrdersError.ORDER_NOT_RESUMABLE, "The order is " + order.status());
        }
        List<SagaStore.Resumed> resumed = sagas.resume(order.id());
        Change change =
                order.resume(backTo(order, resumed), Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS));
        orders.append(change);
        facts.tell(change.order(), change.event(), null);
        audit.record(Deed.of(AuditAction.ORDER_RESUMED, "order", order.id()).onBehalfOf(order.userId()));
        return resumed.stream().map(SagaStore.Resumed::id).toList();
    }

    // A second refund may have got stuck, or settled, while the order already needed attention for the first.
    private static OrderStatus backTo(Order order, List<SagaStore.Resumed> resumed) {
        OrderStatus cameFrom = resumed.stream()
                .map(SagaStore.Resumed::cameFrom)
                .filter(status -> status != OrderStatus.NEEDS_ATTENTION)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("order " + order.id() + " has no saga to resume"));
        return cameFrom == OrderStatus.CONFIRMED && order.refundedMinor() > 0
                ? OrderStatus.PARTIALLY_REFUNDED
                : cameFrom;
    }
}
