package org.tradepost.shared.signing;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that are accepted (RFC 9421, sections 3.3.4 and 3.3.6). Both make signatures of 64 bytes. */
public enum SignatureAlgorithm {
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "SHA256withECDSAinP1363Format"),
    ED25519("ed25519", "Ed25519");

    /** Length of a raw signature: r and s, or R and S, of 32 bytes each. */
    public static final int SIGNATURE_BYTES = 64;

    private final String registeredName;
    private final String jdkName;

    SignatureAlgorithm(String registeredName, String jdkName) {
        this.registeredName = registeredName;
        this.jdkName = jdkName;
    }

    /** The algorithm of a name in the registry of RFC 9421, section 6.2. */
    public static Optional<SignatureAlgorithm> of(String registeredName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.registeredName.equals(registeredName))
                .findFirst();
    }

    public String registeredName() {
        return registeredName;
    }

    /** Signs; ECDSA signatures are r followed by s, not DER. */
    public byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(jdkName);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this key cannot sign with " + registeredName, e);
        }
    }

    /**
     * Whether the signature is one of the message by the key. The length is compared first: the JDK takes ECDSA signatures of
     * other lengths, too.
     */
    public boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance(jdkName);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(registeredName + " is not available", e);
        }
    }
}
