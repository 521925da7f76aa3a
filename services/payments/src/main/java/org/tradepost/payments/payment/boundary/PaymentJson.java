package org.tradepost.payments.payment.boundary;

import java.time.Instant;
import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.shared.money.Money;

/** A payment as it is shown. The provider's token is nobody's business. */
public record PaymentJson(
        UUID id,
        UUID orderId,
        UUID userId,
        PaymentStatus status,
        Money amount,
        Money captured,
        Money refunded,
        String method,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static PaymentJson of(Payment payment) {
        boolean known = payment.terms().isPresent();
        return new PaymentJson(
                payment.id(),
                payment.orderId(),
                payment.terms().map(PaymentTerms::userId).orElse(null),
                payment.status(),
                known ? payment.amount() : null,
                known ? payment.captured() : null,
                known ? payment.refunded() : null,
                payment.terms().map(PaymentTerms::method).orElse(null),
                payment.createdAt(),
                payment.updatedAt(),
                payment.version());
    }
}
