package org.tradepost.users.partnerkey.boundary;

import java.util.Map;
import java.util.UUID;
import org.tradepost.users.partnerkey.entity.KnownKey;

/** What the gateway needs to check a signature: the public key, whose it is, and whether it counts now. */
public record KnownKeyResponse(UUID id, UUID ownerId, Map<String, Object> publicKey, boolean usable) {

    static KnownKeyResponse of(KnownKey known) {
        return new KnownKeyResponse(
                known.key().id(),
                known.key().owner().value(),
                known.key().key().toJwk(null).toJSONObject(),
                known.usable());
    }
}
