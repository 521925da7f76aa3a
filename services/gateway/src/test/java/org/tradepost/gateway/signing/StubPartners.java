package org.tradepost.gateway.signing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.gateway.signing.control.Partners;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.SigningKey;

/** Keys and nonces in memory, shared by as many gateways as a test has. */
final class StubPartners implements Partners {

    final Map<UUID, PartnerKey> keys = new ConcurrentHashMap<>();
    final Set<UUID> mustSign = ConcurrentHashMap.newKeySet();
    volatile boolean away;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    SigningKey register(SigningKey key, UUID owner) {
        UUID id = UUID.fromString(key.keyId());
        keys.put(id, new PartnerKey(id, owner, key.publicKey(), true));
        return key;
    }

    void revoke(SigningKey key) {
        keys.computeIfPresent(
                UUID.fromString(key.keyId()), (id, known) -> new PartnerKey(id, known.owner(), known.key(), false));
    }

    int claimed() {
        return nonces.size();
    }

    @Override
    public Optional<PartnerKey> find(UUID key) {
        return Optional.ofNullable(keys.get(key));
    }

    @Override
    public Set<UUID> requiredSigners() {
        return mustSign;
    }

    @Override
    public boolean claim(UUID key, String nonce) {
        if (away) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "away");
        }
        return nonces.add(key + " " + nonce);
    }

    @Override
    public String tokenFor(UUID key) {
        return "token-of-" + keys.get(key).owner();
    }
}
