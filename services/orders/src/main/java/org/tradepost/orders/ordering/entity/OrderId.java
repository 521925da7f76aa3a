package org.tradepost.orders.ordering.entity;

import java.util.Objects;
import java.util.UUID;

/** The identity of an order. */
public record OrderId(UUID value) {

    public OrderId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
