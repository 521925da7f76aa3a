package org.tradepost.orders.webhook.entity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who wants to be told of what.
 *
 * @param url where to
 * @param eventTypes of {@link EventTypes}, sorted
 * @param description its owner's words; null for none
 * @param disabledReason why it is {@link Status#DISABLED}; otherwise null
 * @param failingSince when the receiver's present row of failures began; null when the last attempt went well
 * @param version counts changes of all but {@code failingSince}
 */
public record Subscription(
        UUID id,
        String url,
        List<String> eventTypes,
        String description,
        Status status,
        DisabledReason disabledReason,
        Instant failingSince,
        Instant createdAt,
        long version) {

    /** Whether it is told. */
    public enum Status {
        ACTIVE,
        /** By its owner: new events pass it by, pending deliveries wait. */
        PAUSED,
        /** By us; otherwise as paused. */
        DISABLED
    }

    /** Why it was disabled. */
    public enum DisabledReason {
        /** The receiver answered 410. */
        GONE,
        /** Every attempt of the last three days failed. */
        FAILING
    }
}
