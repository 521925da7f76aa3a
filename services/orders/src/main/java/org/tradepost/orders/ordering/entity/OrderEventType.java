package org.tradepost.orders.ordering.entity;

import java.util.Locale;

/** The facts an order's history consists of. */
public enum OrderEventType {
    ORDER_PLACED,
    ORDER_CONFIRMED,
    ORDER_REJECTED,
    ORDER_CANCELLING,
    ORDER_CANCELLED,
    ORDER_REFUNDED,
    ORDER_NEEDS_ATTENTION,
    ORDER_RESUMED;

    /** The fact's name in event types and timelines, such as {@code order-placed}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
