package org.tradepost.orders.checkout.entity;

/** Where a saga is heading. Once compensating it never goes forward again. */
public enum Direction {
    FORWARD,
    COMPENSATING
}
