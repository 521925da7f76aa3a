package org.tradepost.orders.ordering.entity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Rebuilds an order's current state from its history alone. */
public final class OrderHistory {

    /** What an order's history says it is now. */
    public record State(
            OrderStatus status,
            String reason,
            String currency,
            long totalMinor,
            long refundedMinor,
            UUID paymentId,
            Instant confirmedAt,
            long version) {

        private State next(OrderEvent event) {
            if (event.version() != version + 1) {
                throw new IllegalStateException(
                        "the history of " + event.orderId() + " jumps from " + version + " to " + event.version());
            }
            if (!status.mayBecome(event.status())) {
                throw new IllegalStateException(
                        "the history of " + event.orderId() + " goes from " + status + " to " + event.status());
            }
            boolean confirmed = event.type() == OrderEventType.ORDER_CONFIRMED;
            return new State(
                    event.status(),
                    event.reason(),
                    event.currency(),
                    event.totalMinor(),
                    Math.addExact(refundedMinor, event.refundedMinor()),
                    event.paymentId(),
                    confirmed ? event.occurredAt() : confirmedAt,
                    event.version());
        }
    }

    private OrderHistory() {}

    /**
     * Replays the events in version order.
     *
     * @throws IllegalStateException if the history has a gap, begins late, or makes a transition that is not allowed
     */
    public static State rebuild(List<OrderEvent> events) {
        State state = null;
        for (OrderEvent event : events.stream()
                .sorted(Comparator.comparingLong(OrderEvent::version))
                .toList()) {
            state = state == null ? first(event) : state.next(event);
        }
        if (state == null) {
            throw new IllegalStateException("an order has at least one event");
        }
        return state;
    }

    private static State first(OrderEvent event) {
        if (event.version() != 1 || event.type() != OrderEventType.ORDER_PLACED) {
            throw new IllegalStateException(
                    "the history of " + event.orderId() + " begins with " + event.type() + " " + event.version());
        }
        return new State(
                event.status(), event.reason(), event.currency(), event.totalMinor(), 0, event.paymentId(), null, 1);
    }
}
