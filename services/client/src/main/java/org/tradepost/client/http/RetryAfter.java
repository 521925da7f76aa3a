package org.tradepost.client.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or the date after which to ask again. */
final class RetryAfter {

    private RetryAfter() {}

    /** How many seconds to wait from now on, rounded up; 0 for what is past or cannot be understood. */
    static long seconds(String header, Instant now) {
        String value = header.strip();
        if (value.matches("\\d{1,9}")) {
            return Long.parseLong(value);
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(now, then).plusMillis(999).toSeconds());
        } catch (DateTimeParseException neither) {
            return 0;
        }
    }
}
