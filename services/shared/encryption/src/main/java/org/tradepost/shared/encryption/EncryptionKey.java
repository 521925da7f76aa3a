package org.tradepost.shared.encryption;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * 256 bits that encrypt what is stored: compact JWE (RFC 7516, section 7.1), the key used directly (RFC 7518, section 4.5) with
 * AES-256-GCM (section 5.3). The one place in which anything is encrypted for storage.
 */
public final class EncryptionKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private EncryptionKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a key from the base64 text of a setting.
     *
     * @param setting the setting's name, for the message
     * @throws IllegalStateException naming the setting, never its value, when it holds no such key
     */
    public static EncryptionKey ofBase64(String setting, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause: its message would quote a part of the key.
            throw new IllegalStateException(setting + " is not base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(setting + " must be " + BYTES + " bytes in base64");
        }
        return new EncryptionKey(bytes);
    }

    /** Encrypts a text. What the header says is readable, and authenticated with the text (RFC 7516, section 5.1, step 14). */
    public String seal(String plain, UnaryOperator<JWEHeader.Builder> header) {
        JWEHeader.Builder builder = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);
        JWEObject sealed = new JWEObject(header.apply(builder).build(), new Payload(plain));
        try {
            sealed.encrypt(new DirectEncrypter(bytes));
        } catch (JOSEException e) {
            throw new IllegalStateException("nothing can be encrypted", e);
        }
        return sealed.serialize();
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws JOSEException when it was made with another key, or has been changed
     */
    public String open(JWEObject sealed) throws JOSEException {
        sealed.decrypt(new DirectDecrypter(bytes));
        return sealed.getPayload().toString();
    }

    @Override
    public String toString() {
        return "EncryptionKey[hidden]";
    }
}
