package org.tradepost.orders.checkout.entity;

/** Why an order was refused after it had been stored. */
public enum RejectionReason {
    OUT_OF_STOCK,
    /** The product was withdrawn between validation and reservation. */
    PRODUCT_WITHDRAWN,
    /** Stock could not be asked for so long that the order was given up. */
    STOCK_TIMEOUT,
    /** Somebody released the reservation before it was committed. */
    RESERVATION_RELEASED,
    PAYMENT_DECLINED,
    INSUFFICIENT_FUNDS,
    /** The payment's outcome stayed unknown until it was voided. */
    PAYMENT_TIMEOUT;

    /** Whether the refusal is about money rather than goods. */
    public boolean isAboutPayment() {
        return this == PAYMENT_DECLINED || this == INSUFFICIENT_FUNDS || this == PAYMENT_TIMEOUT;
    }
}
