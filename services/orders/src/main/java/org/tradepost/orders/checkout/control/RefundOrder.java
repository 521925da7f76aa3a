package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
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
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.ProblemException;

/** Refunds part or all of a sold order. What is left to refund is decided under the order's row lock. */
@ApplicationScoped
public class RefundOrder {

    /** A refund that is stored, and when it is settled or the wait is over. */
    public record Begun(UUID refundId, CompletableFuture<Void> outcome) {}

    private sealed interface Result {
        record Known(UUID refund) implements Result {}

        record New(SagaWork work) implements Result {}
    }

    @Inject
    Transactions transactions;

    @Inject
    GivingBack givingBack;

    @Inject
    RefundStore refunds;

    @Inject
    SagaRunner runner;

    @Inject
    SagaSettings settings;

    @Inject
    SagaOutcomes outcomes;

    /**
     * Stores the refund, or finds the one that this request made before.
     *
     * @param precondition refuses, under the order's lock, an order that the caller may not refund
     * @throws ProblemException 404, 409 or 422 when it is refused
     */
    public Begun refund(
            UUID order,
            RefundCommand command,
            UUID caller,
            Consumer<Order> precondition,
            Optional<RequestKey> key,
            Duration wait) {
        SagaRunner.Slot slot = runner.takeSlot();
        boolean started = false;
        try {
            Lease lease = settings.newLease();
            Result result = transactions.inNew(() -> {
                Optional<UUID> before = givingBack.madeBefore(key);
                return before.isPresent()
                        ? new Result.Known(before.get())
                        : new Result.New(decide(order, command, caller, precondition, key, lease));
            });
            switch (result) {
                case Result.Known known -> {
                    return new Begun(known.refund(), settled(known.refund(), wait));
                }
                case Result.New created -> {
                    UUID refund = created.work().saga().id();
                    CompletableFuture<Void> outcome =
                            outcomes.await(refund, wait).thenAccept(end -> {});
                    started = true;
                    runner.start(created.work(), lease, slot);
                    return new Begun(refund, outcome);
                }
            }
        } finally {
            if (!started) {
                slot.close();
            }
        }
    }

    SagaWork decide(
            UUID orderId,
            RefundCommand command,
            UUID caller,
            Consumer<Order> precondition,
            Optional<RequestKey> key,
            Lease lease) {
        OrderDetails details = givingBack.locked(orderId);
        Order order = details.order();
        precondition.accept(order);
        if (!order.status().isSold()) {
            throw new ProblemException(
                    OrdersError.ORDER_NOT_REFUNDABLE,
                    "The order is " + order.status() + "; only sold orders can be refunded");
        }
        List<RefundLine> lines =
                RefundPolicy.decide(command, order.currency(), details.lines(), refunds.takenByLine(order.id()));
        Refund refund = new Refund(
                Ids.newId(),
                order.id(),
                SagaKind.REFUND,
                false,
                order.currency(),
                lines.stream().mapToLong(RefundLine::amountMinor).reduce(0, Math::addExact),
                command.restock(),
                command.reason(),
                caller,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS),
                null,
                lines);
        return givingBack.store(order, refund, key, lease);
    }

    private CompletableFuture<Void> settled(UUID refund, Duration wait) {
        CompletableFuture<Void> outcome = outcomes.await(refund, wait).thenAccept(end -> {});
        if (refunds.find(refund).orElseThrow().settled()) {
            outcomes.atRest(refund, Optional.empty());
        }
        return outcome;
    }
}
