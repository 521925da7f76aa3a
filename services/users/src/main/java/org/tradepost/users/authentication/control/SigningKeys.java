package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tradepost.shared.identity.RemoteKeys;
import org.tradepost.users.authentication.entity.SigningKey;
import org.tradepost.users.authentication.entity.SigningKey.State;

/** The keys in use: at least the current one, which signs, and the next one. All are published. */
@ApplicationScoped
public class SigningKeys {

    /** Other replicas may publish a key a little later. */
    private static final Duration PUBLISHED_BEFORE_USE = RemoteKeys.INTERVAL.plusSeconds(15);

    /** What signs, and the id of its key. */
    record Signing(String keyId, JWSSigner signer) {}

    private record Loaded(
            List<SigningKey> keys, Signing signing, JWKSet published, Map<String, JWSVerifier> verifiers) {}

    @Inject
    SigningKeyStore store;

    private volatile Loaded loaded;

    Signing signing() {
        return loaded().signing();
    }

    Optional<JWSVerifier> verifier(String keyId) {
        return Optional.ofNullable(loaded().verifiers().get(keyId));
    }

    /** The public halves only. */
    public JWKSet published() {
        return loaded().published();
    }

    public List<SigningKey> all() {
        return loaded().keys();
    }

    public boolean signs(SigningKey key) {
        return key.key().getKeyID().equals(signing().keyId());
    }

    /** Lets the next key take over. Other replicas follow within seconds. */
    public List<SigningKey> rotate() {
        loaded = load(store.rotate(), Instant.now());
        return loaded.keys();
    }

    /** Takes up what other replicas did, and what has been known to everybody for long enough by now. */
    void refresh() {
        store.deleteExpired();
        loaded = load(store.loadOrCreate(), Instant.now());
    }

    private Loaded loaded() {
        Loaded known = loaded;
        return known != null ? known : loadFirst();
    }

    private synchronized Loaded loadFirst() {
        if (loaded == null) {
            loaded = load(store.loadOrCreate(), Instant.now());
        }
        return loaded;
    }

    private static Loaded load(List<SigningKey> keys, Instant now) {
        SigningKey signing = signing(keys, now);
        try {
            Map<String, JWSVerifier> verifiers = new HashMap<>();
            for (SigningKey key : keys) {
                verifiers.put(key.key().getKeyID(), new RSASSAVerifier(key.key().toRSAPublicKey()));
            }
            return new Loaded(
                    List.copyOf(keys),
                    new Signing(signing.key().getKeyID(), new RSASSASigner(signing.key())),
                    new JWKSet(keys.stream()
                            .<JWK>map(key -> key.key().toPublicJWK())
                            .toList()),
                    Map.copyOf(verifiers));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot be used", e);
        }
    }

    /**
     * The current key, unless verifiers may not know it yet: then the one before it goes on. The very first key has none before it;
     * verifiers fetch an unknown key at once.
     */
    static SigningKey signing(List<SigningKey> keys, Instant now) {
        SigningKey current = keys.stream()
                .filter(key -> key.state() == State.CURRENT)
                .findFirst()
                .orElseThrow();
        Stream<SigningKey> before = keys.stream()
                .filter(key -> key.state() == State.RETIRED)
                .sorted(Comparator.comparing(SigningKey::retiredAt).reversed());
        return Stream.concat(Stream.of(current), before.limit(1))
                .filter(key -> key.createdAt().plus(PUBLISHED_BEFORE_USE).isBefore(now))
                .findFirst()
                .orElse(current);
    }
}
