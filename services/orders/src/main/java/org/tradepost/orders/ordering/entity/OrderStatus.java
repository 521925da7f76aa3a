package org.tradepost.orders.ordering.entity;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of an order. {@link #mayBecome} reads the only table of allowed transitions there is. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED,
    CANCELLING,
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    NEEDS_ATTENTION;

    private static final Map<OrderStatus, Set<OrderStatus>> TRANSITIONS = new EnumMap<>(Map.of(
            PENDING, EnumSet.of(CONFIRMED, REJECTED, NEEDS_ATTENTION),
            CONFIRMED, EnumSet.of(CANCELLING, PARTIALLY_REFUNDED, REFUNDED, NEEDS_ATTENTION),
            PARTIALLY_REFUNDED, EnumSet.of(CANCELLING, PARTIALLY_REFUNDED, REFUNDED, NEEDS_ATTENTION),
            CANCELLING, EnumSet.of(CANCELLED, NEEDS_ATTENTION),
            // Back to where it came from; a second refund may also settle while the first needs attention.
            NEEDS_ATTENTION, EnumSet.of(PENDING, CANCELLING, CONFIRMED, PARTIALLY_REFUNDED, NEEDS_ATTENTION),
            REJECTED, EnumSet.noneOf(OrderStatus.class),
            CANCELLED, EnumSet.noneOf(OrderStatus.class),
            REFUNDED, EnumSet.noneOf(OrderStatus.class)));

    /** Whether an order in this state may go to {@code next}. */
    public boolean mayBecome(OrderStatus next) {
        return TRANSITIONS.get(this).contains(next);
    }

    /** Whether money was captured for good and the goods were sold, so that a refund or cancellation makes sense. */
    public boolean isSold() {
        return this == CONFIRMED || this == PARTIALLY_REFUNDED;
    }

    /** Whether the order cannot change any more. */
    public boolean isFinal() {
        return TRANSITIONS.get(this).isEmpty();
    }

    /** Whether nobody is working on the order and nobody needs to. */
    public boolean isAtRest() {
        return this != PENDING && this != CANCELLING && this != NEEDS_ATTENTION;
    }
}
