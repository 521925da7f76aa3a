package org.tradepost.shared.settings;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypted values of settings: {@code {encrypted}} and a compact JWE (RFC 7516, section 7.1) whose key is used directly with
 * AES-256-GCM (RFC 7518, sections 4.5 and 5.3). The setting's name is part of what is authenticated, so that a value does not open under
 * another name. No message has a value or a key.
 */
public final class SealedValues {

    /** The environment variable with the key: 256 bits in base64. */
    public static final String KEY = "TRADEPOST_SETTINGS_KEY";

    private static final String MARK = "{encrypted}";
    /** A private header parameter (RFC 7516, section 4.3). */
    private static final String NAME = "setting";

    private static final int BYTES = 32;

    private final Optional<byte[]> key;

    /**
     * @param key in base64; nothing when no value is encrypted
     * @throws IllegalStateException when it is no such key
     */
    public SealedValues(Optional<String> key) {
        this.key = key.map(SealedValues::bytes);
    }

    /** Encrypts the value of a setting. */
    public String seal(String name, String value) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .customParam(NAME, Setting.variable(name))
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(value));
        try {
            sealed.encrypt(new DirectEncrypter(required(name)));
        } catch (JOSEException e) {
            throw new IllegalStateException("nothing can be encrypted", e);
        }
        return MARK + sealed.serialize();
    }

    /**
     * The value of a setting; the text itself unless it is marked as encrypted.
     *
     * @throws IllegalStateException when it does not open under this name with this key
     */
    public String open(String name, String text) {
        if (!text.startsWith(MARK)) {
            return text;
        }
        try {
            JWEObject sealed = JWEObject.parse(text.substring(MARK.length()).strip());
            sealed.decrypt(new DirectDecrypter(required(name)));
            // Only after decryption is the header known to be as it was written.
            if (!Setting.variable(name).equals(sealed.getHeader().getCustomParam(NAME))) {
                throw new IllegalStateException("the value of " + name + " was encrypted for another setting");
            }
            return sealed.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            // Without the cause, which may quote it.
            throw new IllegalStateException(
                    "the value of " + name + " does not open: it was changed, or encrypted with another key");
        }
    }

    private byte[] required(String name) {
        return key.orElseThrow(() -> new IllegalStateException(KEY + " is needed for the value of " + name));
    }

    private static byte[] bytes(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause: its message would quote a part of the key.
            throw new IllegalStateException(KEY + " is not base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(KEY + " must be " + BYTES + " bytes in base64");
        }
        return bytes;
    }
}
