package org.tradepost.orders.ordering.control;

/**
 * What was sold in one currency.
 *
 * @param units sold, refunded ones included
 * @param refundedMinor what has been given back since, whenever that was
 */
public record SalesFigures(String currency, long orders, long units, long grossMinor, long refundedMinor) {

    public static SalesFigures none(String currency) {
        return new SalesFigures(currency, 0, 0, 0, 0);
    }

    public long netMinor() {
        return Math.subtractExact(grossMinor, refundedMinor);
    }
}
