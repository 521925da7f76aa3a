package org.tradepost.orders.checkout.entity;

/** What a saga brings about. */
public enum SagaKind {
    CHECKOUT,
    REFUND,
    CANCELLATION
}
