package org.tradepost.shared.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.util.Arrays;
import java.util.Base64;

/**
 * The bytes of an envelope's signature: 64 raw ones, or for ECDSA also DER, which is what openssl makes. Of DER only the one
 * canonical encoding is taken, so that nobody can make other bytes of a signature that still verify.
 */
final class EnvelopeSignature {

    private static final int LONGEST = 128;

    private EnvelopeSignature() {}

    /** @return 64 bytes */
    static byte[] raw(String base64, SignatureAlgorithm algorithm) {
        byte[] bytes = decode(base64);
        if (bytes.length == SignatureAlgorithm.SIGNATURE_BYTES) {
            return bytes;
        }
        if (algorithm != SignatureAlgorithm.ECDSA_P256_SHA256) {
            throw SignatureRefused.invalid();
        }
        return fromDer(bytes);
    }

    private static byte[] decode(String base64) {
        try {
            byte[] bytes = base64.length() > LONGEST
                    ? new byte[0]
                    : Base64.getDecoder().decode(base64);
            if (bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw SignatureRefused.malformed("The signature is not base64");
        }
        throw SignatureRefused.malformed("The signature must be base64 with padding, of 64 bytes or DER");
    }

    private static byte[] fromDer(byte[] der) {
        try {
            byte[] raw = ECDSA.transcodeSignatureToConcat(der, SignatureAlgorithm.SIGNATURE_BYTES);
            ECDSA.ensureLegalSignature(raw, JWSAlgorithm.ES256);
            if (Arrays.equals(ECDSA.transcodeSignatureToDER(raw), der)) {
                return raw;
            }
        } catch (JOSEException | RuntimeException e) {
            throw new SignatureRefused(
                    SignatureRefused.Reason.INVALID, "The signature is neither 64 bytes nor canonical DER");
        }
        throw new SignatureRefused(SignatureRefused.Reason.INVALID, "The signature is not canonical DER");
    }
}
