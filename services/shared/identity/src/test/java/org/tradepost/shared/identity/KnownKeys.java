package org.tradepost.shared.identity;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys that are at hand, or would have to be fetched first. */
final class KnownKeys implements VerificationKeys {

    private final Map<String, JWSVerifier> later;
    private final Refresh outcome;
    private Map<String, JWSVerifier> known = Map.of();
    int refreshes;

    private KnownKeys(Map<String, JWSVerifier> later, Refresh outcome) {
        this.later = later;
        this.outcome = outcome;
    }

    static KnownKeys of(RSAKey... keys) {
        KnownKeys all = whenAsked(Refresh.DONE, keys);
        all.known = all.later;
        return all;
    }

    static KnownKeys whenAsked(Refresh outcome, RSAKey... keys) {
        return new KnownKeys(
                RemoteKeys.verifiers(
                        new JWKSet(Stream.of(keys).<JWK>map(RSAKey::toPublicJWK).toList())),
                outcome);
    }

    @Override
    public Optional<JWSVerifier> find(String keyId) {
        return Optional.ofNullable(known.get(keyId));
    }

    @Override
    public Refresh refresh() {
        refreshes++;
        if (outcome == Refresh.DONE) {
            known = later;
        }
        return outcome;
    }
}
