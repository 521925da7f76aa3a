package org.tradepost.shared.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/**
 * The keys an issuer publishes over HTTP (RFC 7517). They are fetched in the background, every minute, so that a request finds them
 * there; an unknown key id asks at once, at most every few seconds. Keys outlive the issuer's absence.
 */
public final class RemoteKeys implements VerificationKeys {

    /** Longer than this no verifier goes without a key that is published, so no key need be used sooner. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
    private static final int SMALLEST_KEY = 2048;
    private static final Logger LOG = Logger.getLogger(RemoteKeys.class.getName());

    /** Where the keys come from. */
    interface Source {
        JWKSet fetch() throws IOException, ParseException;
    }

    private final Source source;
    private final Repeated refreshing;

    /** Held by the one thread that waits for the issuer; the others do not wait, lest all of the container's do. */
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile Map<String, JWSVerifier> keys = Map.of();
    private volatile boolean known;
    private volatile long asked = System.nanoTime() - AT_MOST_EVERY.toNanos();

    RemoteKeys(String name, Source source) {
        this.source = source;
        this.refreshing = Repeated.every(INTERVAL, "keys of " + name, this::fetch);
    }

    /** Keys at a fixed address. */
    public static RemoteKeys at(URI jwks) {
        return new RemoteKeys(jwks.toString(), () -> keySet(jwks));
    }

    /** Keys wherever the issuer's own metadata say they are (OpenID Connect Discovery 1.0, section 4). */
    public static RemoteKeys discovered(String issuer) {
        return new RemoteKeys(issuer, () -> {
            var metadata = Fetch.get(URI.create(withoutSlash(issuer) + "/.well-known/openid-configuration"));
            if (!issuer.equals(metadata.path("issuer").asText())) {
                throw new IOException(issuer + " calls itself " + metadata.path("issuer"));
            }
            return keySet(URI.create(metadata.path("jwks_uri").asText()));
        });
    }

    private static JWKSet keySet(URI uri) throws IOException, ParseException {
        return JWKSet.parse(Fetch.get(uri).toString());
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    @Override
    public Optional<JWSVerifier> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    @Override
    public Refresh refresh() {
        if (known && System.nanoTime() - asked < AT_MOST_EVERY.toNanos()) {
            return Refresh.TOO_SOON;
        }
        if (!fetching.tryLock()) {
            return Refresh.UNAVAILABLE;
        }
        try {
            fetch();
            return Refresh.DONE;
        } catch (IOException | ParseException e) {
            DebugLog.fine(LOG, "the issuer's keys cannot be fetched", e);
            return Refresh.UNAVAILABLE;
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() throws IOException, ParseException {
        asked = System.nanoTime();
        keys = verifiers(source.fetch());
        known = true;
    }

    /** Only what is meant for RS256 signatures, and long enough for them (RFC 7518, section 3.3). */
    static Map<String, JWSVerifier> verifiers(JWKSet published) {
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        for (JWK key : published.getKeys()) {
            if (key instanceof RSAKey rsa && isForSignatures(rsa)) {
                try {
                    verifiers.put(key.getKeyID(), new RSASSAVerifier(rsa.toRSAPublicKey()));
                } catch (JOSEException e) {
                    LOG.log(Level.WARNING, "a published key cannot be used", e);
                }
            }
        }
        return Map.copyOf(verifiers);
    }

    private static boolean isForSignatures(RSAKey key) {
        return key.getKeyID() != null
                && key.size() >= SMALLEST_KEY
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getAlgorithm() == null || JWSAlgorithm.RS256.equals(key.getAlgorithm()));
    }

    @Override
    public void close() {
        refreshing.close();
    }
}
