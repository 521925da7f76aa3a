package org.tradepost.users.apikey.entity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;

/** What its owner decides about a key. */
public record KeyTerms(KeyName name, SortedSet<String> permissions, Instant expiresAt, int requestsPerMinute) {

    public KeyTerms {
        // As the database keeps it.
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("a key without a permission");
        }
        if (requestsPerMinute < 1 || requestsPerMinute > ApiKey.MAX_REQUESTS_PER_MINUTE) {
            throw new IllegalArgumentException("a limit of " + requestsPerMinute);
        }
    }
}
