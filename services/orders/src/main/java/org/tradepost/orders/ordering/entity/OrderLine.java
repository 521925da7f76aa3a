package org.tradepost.orders.ordering.entity;

import java.util.Objects;

/** One line of an order: what was sold, at which price, and how much of it was given back. */
public record OrderLine(
        int lineNo,
        String sku,
        String name,
        long quantity,
        long unitPriceMinor,
        long lineTotalMinor,
        long refundedQuantity,
        long refundedMinor) {

    public OrderLine {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(name, "name");
        if (lineTotalMinor != Math.multiplyExact(quantity, unitPriceMinor)) {
            throw new IllegalArgumentException("line " + lineNo + " does not add up");
        }
    }

    /** A line as it is placed. */
    public static OrderLine of(int lineNo, String sku, String name, long quantity, long unitPriceMinor) {
        return new OrderLine(
                lineNo, sku, name, quantity, unitPriceMinor, Math.multiplyExact(quantity, unitPriceMinor), 0, 0);
    }
}
