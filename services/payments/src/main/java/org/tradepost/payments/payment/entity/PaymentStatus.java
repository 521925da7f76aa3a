package org.tradepost.payments.payment.entity;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a payment and, in one table, every way from one to another. */
public enum PaymentStatus {
    /** Intended; whether the provider charged it is not known yet. */
    PENDING,
    CAPTURED,
    DECLINED,
    /** The provider has confirmed that it will never be charged. */
    VOIDED,
    PARTIALLY_REFUNDED,
    REFUNDED;

    private static final Map<PaymentStatus, Set<PaymentStatus>> NEXT = Map.of(
            PENDING, EnumSet.of(CAPTURED, DECLINED, VOIDED),
            CAPTURED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED),
            PARTIALLY_REFUNDED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED),
            DECLINED, EnumSet.noneOf(PaymentStatus.class),
            VOIDED, EnumSet.noneOf(PaymentStatus.class),
            REFUNDED, EnumSet.noneOf(PaymentStatus.class));

    public boolean mayBecome(PaymentStatus next) {
        return NEXT.get(this).contains(next);
    }

    /** Whether money was taken, however much of it went back since. */
    public boolean wasCaptured() {
        return this == CAPTURED || this == PARTIALLY_REFUNDED || this == REFUNDED;
    }
}
