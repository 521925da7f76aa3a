package org.tradepost.payments.payment.boundary;

import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;

/** Whether an order will never be charged (VOIDED), or was (CAPTURED). */
public record VoidJson(UUID id, UUID orderId, PaymentStatus status) {

    /** A declined payment will never be charged either, which is all that was asked for. */
    static VoidJson of(Payment payment) {
        return new VoidJson(
                payment.id(),
                payment.orderId(),
                payment.status().wasCaptured() ? PaymentStatus.CAPTURED : PaymentStatus.VOIDED);
    }
}
