package org.tradepost.users.partnerkey.boundary;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/** A registered key. The id is what signatures name as {@code keyid}. */
public record SigningKeyResponse(
        UUID id,
        UUID ownerId,
        String name,
        String algorithm,
        Map<String, Object> publicKey,
        boolean required,
        PartnerKey.Status status,
        Instant createdAt,
        Instant expiresAt,
        Instant revokedAt) {

    static SigningKeyResponse of(PartnerKey key) {
        return new SigningKeyResponse(
                key.id(),
                key.owner().value(),
                key.name(),
                key.key().algorithm().registeredName(),
                key.key().toJwk(null).toJSONObject(),
                key.required(),
                key.status(Instant.now()),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt());
    }
}
