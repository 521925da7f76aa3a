package org.tradepost.orders.webhook.boundary;

import java.time.Instant;
import java.util.UUID;
import org.tradepost.orders.webhook.entity.Delivery;

/** A delivery as it is shown. */
public record DeliveryResponse(
        UUID id,
        UUID eventId,
        String eventType,
        Delivery.Status status,
        int attempts,
        Instant createdAt,
        Instant lastAttemptAt,
        Instant nextAttemptAt,
        Integer lastStatus,
        String lastFailure) {

    static DeliveryResponse of(Delivery delivery) {
        return new DeliveryResponse(
                delivery.id(),
                delivery.eventId(),
                delivery.eventType(),
                delivery.status(),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.lastAttemptAt(),
                delivery.nextAttemptAt(),
                delivery.lastStatus(),
                delivery.lastFailure());
    }
}
