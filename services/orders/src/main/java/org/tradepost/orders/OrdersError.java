package org.tradepost.orders;

import org.tradepost.shared.problem.ErrorCode;

/** Every refusal of the orders service that the common ones do not cover. */
public enum OrdersError implements ErrorCode {
    UNKNOWN_SKU(422, "A product does not exist"),
    MIXED_CURRENCIES(422, "An order has one currency"),
    PAYMENT_DECLINED(402, "The payment was declined"),
    PAYMENT_TIMEOUT(402, "The payment provider did not answer in time; nothing was charged"),
    OUT_OF_STOCK(409, "Not enough stock"),
    PRODUCT_WITHDRAWN(409, "A product was withdrawn while the order was placed"),
    STOCK_TIMEOUT(409, "Stock could not be reserved in time"),
    RESERVATION_RELEASED(409, "The reservation was released before the order was confirmed"),
    DUPLICATE_REFERENCE(409, "The reference was used before"),
    TOO_MANY_STREAMS(429, "Too many streams of one reader"),
    ORDER_NOT_CANCELLABLE(409, "The order cannot be cancelled in its present state"),
    ORDER_NOT_REFUNDABLE(409, "The order cannot be refunded in its present state"),
    ORDER_NOT_RESUMABLE(409, "The order does not need attention"),
    REFUND_IN_PROGRESS(409, "A refund of the order is not settled yet"),
    REFUND_EXCEEDS_CAPTURED(409, "More than what is left of the captured amount"),
    REFUND_EXCEEDS_SOLD(409, "More than what is left of the sold quantity"),
    WEBHOOK_LIMIT_REACHED(409, "There are as many webhooks as there may be"),
    WEBHOOK_DELIVERY_PENDING(409, "The delivery is still being tried");

    private final int status;
    private final String title;

    OrdersError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
