package org.tradepost.users.partnerkey.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.users.account.entity.UserId;

/**
 * A public key that messages of its owner are signed with.
 *
 * @param name what its owner calls it
 * @param required whether requests of the owner must be signed as long as the key is active
 * @param expiresAt when it stops being accepted because another replaced it; null when it does not
 * @param revokedAt null unless it was revoked
 */
public record PartnerKey(
        UUID id,
        UserId owner,
        String name,
        VerificationKey key,
        boolean required,
        Instant createdAt,
        Instant expiresAt,
        Instant revokedAt) {

    public static final int MOST_ACTIVE = 10;
    public static final int LONGEST_NAME = 50;
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    public Status status(Instant now) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt == null || expiresAt.isAfter(now) ? Status.ACTIVE : Status.EXPIRED;
    }

    /** Whether signatures by the key are accepted. A suspended owner's are not, whatever it says here. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
