package org.tradepost.payments.payment.entity;

import java.util.UUID;
import org.tradepost.shared.money.Money;

/** Money on its way back to the customer, identified within its payment by the caller's refund id. */
public record Refund(UUID paymentId, String refundId, Status status, Money amount) {

    /** PENDING is promised: it counts against what was captured until the provider paid or refused it. */
    public enum Status {
        PENDING,
        REFUNDED,
        REFUSED
    }
}
