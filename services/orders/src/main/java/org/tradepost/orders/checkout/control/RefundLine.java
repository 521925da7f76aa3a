package org.tradepost.orders.checkout.control;

/**
 * The part of a refund that concerns one line of the order.
 *
 * @param quantity how many pieces are given back; 0 when only money is
 */
public record RefundLine(int lineNo, long quantity, long amountMinor) {}
