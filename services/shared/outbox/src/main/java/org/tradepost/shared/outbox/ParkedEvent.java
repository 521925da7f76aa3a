package org.tradepost.shared.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that was set aside, without what it says.
 *
 * @param key what order is kept by; null when it has none
 * @param position offset in the partition it was read from
 * @param eventId null when it cannot be read
 * @param type null when it cannot be read
 * @param reason why: names of classes and methods
 * @param attempts how often it was tried, replays included
 * @param first whether no other event of its key has to be settled before
 */
public record ParkedEvent(
        long id,
        String topic,
        int partition,
        long position,
        String key,
        UUID eventId,
        String type,
        String reason,
        int attempts,
        Instant parkedAt,
        boolean first) {}
