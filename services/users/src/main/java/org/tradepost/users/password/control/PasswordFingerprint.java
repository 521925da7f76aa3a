package org.tradepost.users.password.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells whether two requests carry the same password without keeping it: idempotency records hold a plain digest of the
 * request, from which a password could be guessed. This one is keyed with a secret that is not in the database.
 */
@ApplicationScoped
public class PasswordFingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "tradepost/users/password-fingerprint";

    private final byte[] key;

    @Inject
    public PasswordFingerprint(@ConfigProperty(name = "tradepost.key.encryption.key") String secret) {
        key = mac(secret.strip().getBytes(StandardCharsets.UTF_8), PURPOSE);
    }

    /** For the container's proxy only. */
    protected PasswordFingerprint() {
        key = new byte[0];
    }

    public String of(String password) {
        return Base64.getEncoder().encodeToString(mac(key, password));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
