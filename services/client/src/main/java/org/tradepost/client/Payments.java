package org.tradepost.client;

import java.time.Instant;
import java.util.UUID;

/** What was charged; money moves only through orders. */
public final class Payments {
    private final Calls calls;

    /**
     * @param status {@code PENDING}, {@code CAPTURED}, {@code DECLINED}, {@code VOIDED}, {@code PARTIALLY_REFUNDED} or {@code REFUNDED}
     * @param userId null, as the amounts, when a payment was voided before it was asked for
     */
    public record Payment(
            UUID id,
            UUID orderId,
            UUID userId,
            String status,
            Money amount,
            Money captured,
            Money refunded,
            String method,
            Instant createdAt,
            Instant updatedAt,
            long version) {}

    Payments(Calls calls) {
        this.calls = calls;
    }

    public Payment get(UUID id) {
        return calls.get("Reading a payment", "/api/v1/payments/" + id, Payment.class);
    }
}
