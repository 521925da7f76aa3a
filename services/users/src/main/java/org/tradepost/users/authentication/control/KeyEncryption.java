package org.tradepost.users.authentication.control;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Encrypts signing keys for storage (JWE, {@code dir} with A256GCM), so that a copy of the database cannot sign tokens. */
@ApplicationScoped
public class KeyEncryption {

    private static final String SETTING = "TRADEPOST_KEY_ENCRYPTION_KEY";
    private static final int KEY_BYTES = 32;

    private final byte[] key;

    @Inject
    public KeyEncryption(@ConfigProperty(name = "tradepost.key.encryption.key") String base64Key) {
        key = decode(base64Key);
    }

    /** For the container's proxy only. */
    protected KeyEncryption() {
        key = new byte[0];
    }

    String encrypt(RSAKey signingKey) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .contentType("jwk+json")
                .keyID(signingKey.getKeyID())
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(signingKey.toJSONObject()));
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot be encrypted", e);
        }
        return sealed.serialize();
    }

    RSAKey decrypt(String jwe) {
        try {
            JWEObject sealed = JWEObject.parse(jwe);
            sealed.decrypt(new DirectDecrypter(key));
            return RSAKey.parse(sealed.getPayload().toJSONObject());
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(SETTING + " does not open the stored signing key", e);
        }
    }

    private static byte[] decode(String base64Key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64Key.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(SETTING + " is not base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(SETTING + " must be " + KEY_BYTES + " bytes in base64");
        }
        return bytes;
    }
}
