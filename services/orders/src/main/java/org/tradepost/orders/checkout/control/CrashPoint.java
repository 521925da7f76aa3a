package org.tradepost.orders.checkout.control;

import org.tradepost.orders.checkout.entity.SagaStep;

/**
 * The points at which a crash is most awkward: around each effect and each record of a saga. Recovery tests stop the server at
 * every one of them, by {@code tradepost.orders.crash-at}, and see the order finish all the same.
 */
public enum CrashPoint {
    ORDER_STORED,
    RESERVE_BEFORE_EFFECT,
    RESERVE_AFTER_EFFECT,
    RESERVE_RECORDED,
    PAY_BEFORE_EFFECT,
    PAY_AFTER_EFFECT,
    PAY_RECORDED,
    QUERY_PAYMENT_BEFORE_EFFECT,
    QUERY_PAYMENT_AFTER_EFFECT,
    QUERY_PAYMENT_RECORDED,
    VOID_PAYMENT_BEFORE_EFFECT,
    VOID_PAYMENT_AFTER_EFFECT,
    VOID_PAYMENT_RECORDED,
    CONFIRM_BEFORE_EFFECT,
    CONFIRM_AFTER_EFFECT,
    CONFIRM_RECORDED,
    CANCEL_PAYMENT_BEFORE_EFFECT,
    CANCEL_PAYMENT_AFTER_EFFECT,
    CANCEL_PAYMENT_RECORDED,
    RETURN_PAYMENT_BEFORE_EFFECT,
    RETURN_PAYMENT_AFTER_EFFECT,
    RETURN_PAYMENT_RECORDED,
    RELEASE_STOCK_BEFORE_EFFECT,
    RELEASE_STOCK_AFTER_EFFECT,
    RELEASE_STOCK_RECORDED,
    RETURN_STOCK_BEFORE_EFFECT,
    RETURN_STOCK_AFTER_EFFECT,
    RETURN_STOCK_RECORDED,
    REFUND_PAYMENT_BEFORE_EFFECT,
    REFUND_PAYMENT_AFTER_EFFECT,
    REFUND_PAYMENT_RECORDED,
    RESTOCK_BEFORE_EFFECT,
    RESTOCK_AFTER_EFFECT,
    RESTOCK_RECORDED;

    static CrashPoint beforeEffect(SagaStep step) {
        return valueOf(step.name() + "_BEFORE_EFFECT");
    }

    static CrashPoint afterEffect(SagaStep step) {
        return valueOf(step.name() + "_AFTER_EFFECT");
    }

    static CrashPoint recorded(SagaStep step) {
        return valueOf(step.name() + "_RECORDED");
    }
}
