package org.tradepost.shared.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that signatures are checked with, and the only algorithm that it is good for. Made from outside input, so that
 * everything about it is checked: the curve, that the point is on it, and that no private part came along.
 */
public record VerificationKey(SignatureAlgorithm algorithm, PublicKey key) {

    private static final int LONGEST = 4_096;
    private static final byte[] ED25519_SPKI_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    /**
     * Reads a JWK (RFC 7517) or a PEM public key (RFC 7468, section 13).
     *
     * @throws IllegalArgumentException with a message fit for whoever sent it
     */
    public static VerificationKey read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        String stripped = text.strip();
        return stripped.startsWith("{") ? fromJwk(stripped) : fromPem(stripped);
    }

    private static VerificationKey fromJwk(String text) {
        JWK jwk;
        try {
            jwk = JWK.parse(text);
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException("is not a usable JWK", e);
        }
        if (jwk.isPrivate() || jwk.toJSONObject().containsKey("d")) {
            throw new IllegalArgumentException("contains a private key: send the public half only");
        }
        try {
            if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
                return new VerificationKey(SignatureAlgorithm.ECDSA_P256_SHA256, ec.toECPublicKey());
            }
            if (jwk instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve())) {
                return ed25519(okp.getDecodedX());
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException("is not a point of P-256", e);
        }
        throw new IllegalArgumentException("must be a key for P-256 or Ed25519");
    }

    private static VerificationKey fromPem(String text) {
        if (text.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("contains a private key: send the public half only");
        }
        if (!text.startsWith(PEM_BEGIN) || !text.endsWith(PEM_END)) {
            throw new IllegalArgumentException("must be a JWK or a PEM public key");
        }
        byte[] spki;
        try {
            spki = Base64.getMimeDecoder().decode(text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a PEM public key", e);
        }
        if (spki.length == ED25519_SPKI_HEAD.length + Ed25519Point.BYTES
                && Arrays.equals(ED25519_SPKI_HEAD, Arrays.copyOf(spki, ED25519_SPKI_HEAD.length))) {
            return ed25519(Arrays.copyOfRange(spki, ED25519_SPKI_HEAD.length, spki.length));
        }
        return p256(spki);
    }

    private static VerificationKey p256(byte[] spki) {
        try {
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
            if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
                throw new IllegalArgumentException("must be a key for P-256 or Ed25519");
            }
            // Checks that the point is on the curve.
            return new VerificationKey(
                    SignatureAlgorithm.ECDSA_P256_SHA256,
                    new ECKey.Builder(Curve.P_256, key).build().toECPublicKey());
        } catch (GeneralSecurityException | JOSEException | IllegalStateException e) {
            throw new IllegalArgumentException("is not a usable public key for P-256 or Ed25519", e);
        }
    }

    private static VerificationKey ed25519(byte[] point) {
        if (!Ed25519Point.isUsable(point)) {
            throw new IllegalArgumentException("is not a usable point of Ed25519");
        }
        byte[] spki = Arrays.copyOf(ED25519_SPKI_HEAD, ED25519_SPKI_HEAD.length + point.length);
        System.arraycopy(point, 0, spki, ED25519_SPKI_HEAD.length, point.length);
        try {
            return new VerificationKey(
                    SignatureAlgorithm.ED25519,
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is not a usable point of Ed25519", e);
        }
    }

    /** The key as a JWK with nothing in it but what makes the key, and the id if one is given. */
    public JWK toJwk(String keyId) {
        if (key instanceof EdECPublicKey) {
            byte[] spki = key.getEncoded();
            byte[] point = Arrays.copyOfRange(spki, ED25519_SPKI_HEAD.length, spki.length);
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                    .keyID(keyId)
                    .build();
        }
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyID(keyId).build();
    }

    /** SHA-256 thumbprint (RFC 7638), the same for one key however it was written. */
    public String thumbprint() {
        try {
            return toJwk(null).computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /**
     * Checks a signature of exactly 64 bytes.
     *
     * @throws SignatureRefused when it is not one of this message by this key
     */
    public void verify(byte[] message, byte[] signature) {
        if (!algorithm.verifies(key, message, signature)) {
            throw SignatureRefused.invalid();
        }
    }
}
