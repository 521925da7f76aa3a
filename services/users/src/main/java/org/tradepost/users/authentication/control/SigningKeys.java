package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The signing keys in use, read once. The newest one signs; all are published, so that older tokens stay valid. */
@ApplicationScoped
public class SigningKeys {

    /** What signs, and the id of its key. */
    record Signing(String keyId, JWSSigner signer) {}

    private record Loaded(Signing signing, JWKSet published) {}

    @Inject
    SigningKeyStore store;

    private volatile Loaded loaded;

    Signing signing() {
        return keys().signing();
    }

    /** The public halves only. */
    public JWKSet published() {
        return keys().published();
    }

    private Loaded keys() {
        Loaded known = loaded;
        return known != null ? known : load();
    }

    private synchronized Loaded load() {
        if (loaded == null) {
            List<RSAKey> all = store.loadOrCreate();
            RSAKey current = all.get(0);
            try {
                loaded = new Loaded(
                        new Signing(current.getKeyID(), new RSASSASigner(current)),
                        new JWKSet(all.stream().<JWK>map(RSAKey::toPublicJWK).toList()));
            } catch (JOSEException e) {
                throw new IllegalStateException("the signing key cannot be used", e);
            }
        }
        return loaded;
    }
}
