package org.tradepost.cli.verify;

import java.util.UUID;

/** When an event was made: its id is a UUIDv7 (RFC 9562, section 5.7), which begins with the time. */
final class EventTime {
    private EventTime() {}

    /** Milliseconds since 1970. */
    static long millis(String eventId) {
        return UUID.fromString(eventId).getMostSignificantBits() >>> 16;
    }
}
