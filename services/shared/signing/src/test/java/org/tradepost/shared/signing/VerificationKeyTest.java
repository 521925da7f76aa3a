package org.tradepost.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_key_is_the_same_from_jwk_and_pem(SignatureAlgorithm algorithm) {
        VerificationKey key = SigningKey.generate(algorithm, "k").publicKey();

        VerificationKey fromJwk = VerificationKey.read(key.toJwk("k").toJSONString());
        VerificationKey fromPem =
                VerificationKey.read(pem("PUBLIC KEY", key.key().getEncoded()));

        assertThat(fromJwk.algorithm()).isEqualTo(algorithm);
        assertThat(fromPem.thumbprint()).isEqualTo(fromJwk.thumbprint()).isEqualTo(key.thumbprint());
    }

    @Test
    void private_keys_are_refused() throws Exception {
        String jwk = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
        byte[] pkcs8 = SigningKey.generate(SignatureAlgorithm.ED25519, "k")
                .privateKey()
                .getEncoded();

        assertThatThrownBy(() -> VerificationKey.read(jwk)).hasMessageContaining("private");
        assertThatThrownBy(() -> VerificationKey.read(pem("PRIVATE KEY", pkcs8)))
                .hasMessageContaining("private");
    }

    @Test
    void other_kinds_of_keys_are_refused() throws Exception {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));
        byte[] p384Spki = p384.generateKeyPair().getPublic().getEncoded();

        for (String other : new String[] {
            new RSAKeyGenerator(2048).generate().toPublicJWK().toJSONString(),
            new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString(),
            pem("PUBLIC KEY", p384Spki),
            pem("PUBLIC KEY", new RSAKeyGenerator(2048).generate().toPublicKey().getEncoded()),
            "{\"kty\":\"oct\",\"k\":\"AAAA\"}"
        }) {
            assertThatThrownBy(() -> VerificationKey.read(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_point_off_the_curve_is_refused() {
        VerificationKey good =
                SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, "k").publicKey();
        byte[] spki = good.key().getEncoded();
        spki[spki.length - 1] ^= 1;

        assertThatThrownBy(() -> VerificationKey.read(pem("PUBLIC KEY", spki)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerificationKey.read("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + "A".repeat(43)
                        + "\",\"y\":\"" + "A".repeat(43) + "\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The points of small order in canonical encoding, one that is not canonical, and one that is on no curve. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void weak_points_of_ed25519_are_refused(String hex) {
        String x = Base64URL.encode(HexFormat.of().parseHex(hex)).toString();

        assertThatThrownBy(() -> VerificationKey.read("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}"))
                .hasMessageContaining("point of Ed25519");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}", "-----BEGIN PUBLIC KEY-----\n!!\n-----END PUBLIC KEY-----", "ssh-ed25519 AAAA"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> VerificationKey.read(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerificationKey.read("x".repeat(5_000))).hasMessageContaining("longer");
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_private_key_survives_being_kept(SignatureAlgorithm algorithm) {
        SigningKey kept = SigningKey.fromJwk(SigningKey.generate(algorithm, "k").toPrivateJwk(), null);
        byte[] message = {1, 2, 3};

        assertThat(kept.keyId()).isEqualTo("k");
        assertThat(algorithm.verifies(kept.publicKey().key(), message, kept.sign(message)))
                .isTrue();
    }

    @Test
    void a_private_key_does_not_show_in_its_text() {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, "k");

        assertThat(key.toString()).isEqualTo("SigningKey[k]");
        assertThatThrownBy(() -> SigningKey.fromJwk("{\"kty\":\"OKP\",\"d\":\"secret\"}", "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
