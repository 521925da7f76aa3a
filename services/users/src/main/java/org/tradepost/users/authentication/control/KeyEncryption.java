package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.encryption.EncryptionKey;

/** Encrypts signing keys for storage, so that a copy of the database cannot sign tokens. */
@ApplicationScoped
public class KeyEncryption {

    private static final String SETTING = "TRADEPOST_KEY_ENCRYPTION_KEY";

    private final EncryptionKey key;

    @Inject
    public KeyEncryption(@ConfigProperty(name = "tradepost.key.encryption.key") String base64Key) {
        key = EncryptionKey.ofBase64(SETTING, base64Key);
    }

    /** For the container's proxy only. */
    protected KeyEncryption() {
        key = null;
    }

    String encrypt(RSAKey signingKey) {
        return key.seal(signingKey.toJSONString(), header -> header.contentType("jwk+json")
                .keyID(signingKey.getKeyID()));
    }

    RSAKey decrypt(String jwe) {
        try {
            return RSAKey.parse(key.open(JWEObject.parse(jwe)));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(SETTING + " does not open the stored signing key", e);
        }
    }
}
