package org.tradepost.users.apikey.boundary;

import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyStatus;

/**
 * A key as it is shown.
 *
 * @param key the key itself: where it was just made and nowhere else, null everywhere else
 * @param prefix how every key begins
 * @param lastFour how this one ends
 * @param previousUntil until when the key before a rotation is taken, too
 */
public record KeyResponse(
        UUID id,
        UUID userId,
        String name,
        String key,
        String prefix,
        String lastFour,
        SortedSet<String> permissions,
        int requestsPerMinute,
        KeyStatus status,
        Instant expiresAt,
        Instant previousUntil,
        Instant revokedAt,
        Instant lastUsedAt,
        Instant createdAt,
        long version) {

    static KeyResponse of(ApiKey key) {
        return of(key, null);
    }

    /** With the secret: for the answer that makes it known, once. */
    static KeyResponse of(IssuedKey issued) {
        return of(issued.key(), issued.secret().value());
    }

    private static KeyResponse of(ApiKey key, String secret) {
        Instant now = Instant.now();
        return new KeyResponse(
                key.id(),
                key.owner().value(),
                key.name().value(),
                secret,
                ApiKeySecret.PREFIX,
                key.lastFour(),
                key.permissions(),
                key.requestsPerMinute(),
                key.status(now),
                key.expiresAt(),
                key.previousUntil() != null && key.previousUntil().isAfter(now) ? key.previousUntil() : null,
                key.revokedAt(),
                key.lastUsedAt(),
                key.createdAt(),
                key.version());
    }

    @Override
    public String toString() {
        return "KeyResponse[" + id + "]";
    }
}
