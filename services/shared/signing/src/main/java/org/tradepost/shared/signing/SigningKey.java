package org.tradepost.shared.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A private key that messages are signed with.
 *
 * @param keyId the name under which the other side knows its public half
 * @param algorithm what it signs with
 * @param privateKey the secret
 * @param publicKey its public half
 */
public record SigningKey(String keyId, SignatureAlgorithm algorithm, PrivateKey privateKey, VerificationKey publicKey) {

    private static final byte[] ED25519_PKCS8_HEAD = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /**
     * Reads a private JWK for P-256 or Ed25519.
     *
     * @param keyId the name to use; null for the JWK's own {@code kid}, or else its thumbprint
     * @throws IllegalArgumentException when it is anything else; the message does not repeat the key
     */
    public static SigningKey fromJwk(String text, String keyId) {
        try {
            JWK jwk = JWK.parse(text);
            if (!jwk.isPrivate() || jwk.toPublicJWK() == null) {
                throw new IllegalArgumentException("the JWK is no private key of a pair");
            }
            VerificationKey publicKey = VerificationKey.read(jwk.toPublicJWK().toJSONString());
            String named = keyId != null ? keyId : jwk.getKeyID();
            return new SigningKey(
                    named != null ? named : publicKey.thumbprint(), publicKey.algorithm(), secret(jwk), publicKey);
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("this is not a private JWK for P-256 or Ed25519");
        }
    }

    /** A new key; with a null id it is named by its thumbprint. */
    public static SigningKey generate(SignatureAlgorithm algorithm, String keyId) {
        try {
            KeyPair pair;
            if (algorithm == SignatureAlgorithm.ED25519) {
                pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } else {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                pair = generator.generateKeyPair();
            }
            VerificationKey publicKey = new VerificationKey(algorithm, pair.getPublic());
            return new SigningKey(
                    keyId != null ? keyId : publicKey.thumbprint(), algorithm, pair.getPrivate(), publicKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm.registeredName() + " is not available", e);
        }
    }

    /** The key as a private JWK, to be kept secret. */
    public String toPrivateJwk() {
        if (algorithm == SignatureAlgorithm.ECDSA_P256_SHA256) {
            return new ECKey.Builder(publicKey.toJwk(keyId).toECKey())
                    .privateKey((ECPrivateKey) privateKey)
                    .build()
                    .toJSONString();
        }
        byte[] pkcs8 = privateKey.getEncoded();
        byte[] seed = Arrays.copyOfRange(pkcs8, ED25519_PKCS8_HEAD.length, ED25519_PKCS8_HEAD.length + 32);
        return new OctetKeyPair.Builder(
                        Curve.Ed25519, publicKey.toJwk(keyId).toOctetKeyPair().getX())
                .d(Base64URL.encode(seed))
                .keyID(keyId)
                .build()
                .toJSONString();
    }

    /** Signs; the result has 64 bytes. */
    public byte[] sign(byte[] message) {
        return algorithm.sign(privateKey, message);
    }

    private static PrivateKey secret(JWK jwk) throws JOSEException, GeneralSecurityException {
        if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return ec.toECPrivateKey();
        }
        byte[] seed = ((OctetKeyPair) jwk).getDecodedD();
        byte[] pkcs8 = Arrays.copyOf(ED25519_PKCS8_HEAD, ED25519_PKCS8_HEAD.length + seed.length);
        System.arraycopy(seed, 0, pkcs8, ED25519_PKCS8_HEAD.length, seed.length);
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
