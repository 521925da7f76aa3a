package org.tradepost.orders.webhook.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One event for one subscription.
 *
 * @param attempts made so far
 * @param nextAttemptAt when it is due, or when the attempt that is being made is taken for lost; null once it is settled
 * @param lastStatus what the receiver answered last; null when it has not
 * @param lastFailure why the last attempt had no answer, such as {@code TIMEOUT}; null when it had
 */
public record Delivery(
        UUID id,
        UUID subscriptionId,
        UUID eventId,
        String eventType,
        Status status,
        int attempts,
        Instant createdAt,
        Instant lastAttemptAt,
        Instant nextAttemptAt,
        Integer lastStatus,
        String lastFailure) {

    /** What has become of it. */
    public enum Status {
        PENDING,
        DELIVERED,
        /** Given up; it can be begun anew by hand. */
        FAILED
    }
}
