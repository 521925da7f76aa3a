package org.tradepost.users.apikey.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.users.account.entity.UserId;

/**
 * A key as everybody but its holder knows it.
 *
 * @param lastFour how the key ends, so that its owner recognises it
 * @param permissions what it was given; what it permits is cut down to what its owner may do at the time
 * @param requestsPerMinute its own limit at the gateway
 * @param previousUntil until when the key before the last rotation is taken, too; null when it is not
 * @param revokedAt null unless it was revoked
 * @param lastUsedAt to the minute; null before its first use
 * @param version grows by one with every change
 */
public record ApiKey(
        UUID id,
        UserId owner,
        KeyName name,
        String lastFour,
        SortedSet<String> permissions,
        int requestsPerMinute,
        Instant expiresAt,
        Instant previousUntil,
        Instant revokedAt,
        Instant lastUsedAt,
        Instant createdAt,
        long version) {

    public static final int DEFAULT_REQUESTS_PER_MINUTE = 1_000;
    public static final int MAX_REQUESTS_PER_MINUTE = 100_000;
    /** A year, leap day included: no key lives longer without somebody saying so again. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    public static final Duration LONGEST_OVERLAP = Duration.ofHours(24);
    public static final int MOST_ACTIVE = 25;

    public KeyStatus status(Instant now) {
        if (revokedAt != null) {
            return KeyStatus.REVOKED;
        }
        return expiresAt.isAfter(now) ? KeyStatus.ACTIVE : KeyStatus.EXPIRED;
    }

    /** The same key on other terms. */
    public ApiKey on(KeyTerms terms) {
        return new ApiKey(
                id,
                owner,
                terms.name(),
                lastFour,
                terms.permissions(),
                terms.requestsPerMinute(),
                terms.expiresAt(),
                previousUntil,
                revokedAt,
                lastUsedAt,
                createdAt,
                version + 1);
    }

    public KeyTerms terms() {
        return new KeyTerms(name, permissions, expiresAt, requestsPerMinute);
    }
}
