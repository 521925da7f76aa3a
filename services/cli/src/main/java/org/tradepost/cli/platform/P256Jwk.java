package org.tradepost.cli.platform;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/** New private keys for P-256, as JWKs (RFC 7518, section 6.2). */
final class P256Jwk {
    private static final int BYTES = 32;

    private P256Jwk() {}

    static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"" + UUID.randomUUID() + "\",\"x\":\""
                    + encoded(point.getAffineX()) + "\",\"y\":\"" + encoded(point.getAffineY()) + "\",\"d\":\""
                    + encoded(((ECPrivateKey) pair.getPrivate()).getS()) + "\"}";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key for P-256 can be made", e);
        }
    }

    private static String encoded(BigInteger number) {
        byte[] fixed = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            fixed[BYTES - 1 - i] = number.shiftRight(8 * i).byteValue();
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
