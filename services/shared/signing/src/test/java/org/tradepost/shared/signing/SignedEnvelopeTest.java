package org.tradepost.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.signing.SignatureRefused.Reason;

class SignedEnvelopeTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final JsonNode DATA = json("{\"type\":\"echo\",\"text\":\"héllo\",\"n\":[1,2.5]}");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, "key-1");
    private static final String NONCE = "0123456789abcdef";

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void what_was_signed_is_accepted_whatever_its_layout(SignatureAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm, "key-1");
        SignedEnvelope sent = SignedEnvelope.sign(DATA, key, NONCE, CLOCK);
        String rearranged = "{ \"keyId\" : \"key-1\", \"nonce\":\"" + NONCE + "\", \"timestamp\":" + sent.timestamp()
                + ",\n \"data\": {\"n\" : [1.0, 25e-1], \"text\":\"h\\u00e9llo\", \"type\":\"echo\"}, \"signature\":\""
                + sent.signature() + "\"}";

        assertThatCode(() -> accept(sent.toJson(), key)).doesNotThrowAnyException();
        assertThatCode(() -> accept(rearranged.getBytes(StandardCharsets.UTF_8), key))
                .doesNotThrowAnyException();
    }

    @Test
    void canonical_der_is_accepted() throws Exception {
        assertThatCode(() -> accept(signed(ECDSA.transcodeSignatureToDER(raw())), KEY))
                .doesNotThrowAnyException();
    }

    @Test
    void der_that_is_not_canonical_is_refused() throws Exception {
        byte[] der = ECDSA.transcodeSignatureToDER(raw());
        byte[] longLength = new byte[der.length + 1];
        longLength[0] = 0x30;
        longLength[1] = (byte) 0x81;
        System.arraycopy(der, 1, longLength, 2, der.length - 1);
        byte[] trailing = Arrays.copyOf(der, der.length + 1);
        byte[] trailingInside = trailing.clone();
        trailingInside[1]++;

        for (byte[] odd :
                List.of(longLength, trailing, trailingInside, padded(der), Arrays.copyOf(der, der.length - 1))) {
            assertThat(refusal(signed(odd), KEY)).isEqualTo(Reason.INVALID);
        }
    }

    @Test
    void other_lengths_and_encodings_are_refused() {
        assertThat(refusal(signed(Arrays.copyOf(raw(), 63)), KEY)).isEqualTo(Reason.INVALID);
        assertThat(refusal(signed(Arrays.copyOf(raw(), 65)), KEY)).isEqualTo(Reason.INVALID);
        assertThat(refusal(signed(new byte[64]), KEY)).isEqualTo(Reason.INVALID);
        for (String odd :
                List.of("", "*", "AAA", Base64.getEncoder().withoutPadding().encodeToString(raw()))) {
            assertThat(refusal(new SignedEnvelope(DATA, odd, now(), NONCE, "key-1").toJson(), KEY))
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void ed25519_has_no_der() throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, "key-1");

        assertThat(refusal(signed(ECDSA.transcodeSignatureToDER(raw())), key)).isEqualTo(Reason.INVALID);
    }

    @Test
    void a_mirrored_signature_bears_the_same_nonce() {
        SignedEnvelope mirrored = SignedEnvelope.read(signed(MessageSignatureAttacksTest.mirrored(raw())));

        assertThatCode(() -> mirrored.verify(KEY.publicKey())).doesNotThrowAnyException();
        assertThat(mirrored.nonce()).isEqualTo(NONCE);
    }

    @Test
    void another_key_and_anything_altered_are_refused() {
        SignedEnvelope sent = SignedEnvelope.sign(DATA, KEY, NONCE, CLOCK);
        String signature = sent.signature();

        assertThat(refusal(sent.toJson(), SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, "key-1")))
                .isEqualTo(Reason.INVALID);
        for (SignedEnvelope altered : List.of(
                new SignedEnvelope(json("{\"type\":\"order\"}"), signature, now(), NONCE, "key-1"),
                new SignedEnvelope(DATA, signature, now() + 1, NONCE, "key-1"),
                new SignedEnvelope(DATA, signature, now(), NONCE + "0", "key-1"))) {
            assertThat(refusal(altered.toJson(), KEY)).isEqualTo(Reason.INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void an_old_or_future_one_is_refused(long offset) {
        Clock other = Clock.offset(CLOCK, Duration.ofSeconds(offset));

        assertThat(refusal(SignedEnvelope.sign(DATA, KEY, NONCE, other).toJson(), KEY))
                .isEqualTo(Reason.NOT_FRESH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"data\":{},\"signature\":\"AA==\",\"timestamp\":1,\"nonce\":\"0123456789abcdef\"}",
                "{\"data\":{},\"signature\":\"AA==\",\"timestamp\":1,\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\",\"x\":1}",
                "{\"data\":[],\"signature\":\"AA==\",\"timestamp\":1,\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\"}",
                "{\"data\":{},\"signature\":\"AA==\",\"timestamp\":\"1\",\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\"}",
                "{\"data\":{},\"signature\":\"AA==\",\"timestamp\":1.5,\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\"}",
                "{\"data\":{},\"signature\":\"AA==\",\"timestamp\":1,\"nonce\":\"short\",\"keyId\":\"k\"}",
                "{\"data\":{},\"signature\":1,\"timestamp\":1,\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\"}",
                "{\"data\":{},\"data\":{},\"signature\":\"AA==\",\"timestamp\":1,\"nonce\":\"0123456789abcdef\",\"keyId\":\"k\"}"
            })
    void anything_else_is_malformed(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8), KEY)).isEqualTo(Reason.MALFORMED);
    }

    /** A zero before r that DER does not need. */
    private static byte[] padded(byte[] der) {
        byte[] padded = new byte[der.length + 1];
        padded[0] = 0x30;
        padded[1] = (byte) (der[1] + 1);
        padded[2] = 0x02;
        padded[3] = (byte) (der[3] + 1);
        System.arraycopy(der, 4, padded, 5, der.length - 4);
        return padded;
    }

    private static byte[] raw() {
        return Base64.getDecoder()
                .decode(SignedEnvelope.sign(DATA, KEY, NONCE, CLOCK).signature());
    }

    private static byte[] signed(byte[] signature) {
        return new SignedEnvelope(DATA, Base64.getEncoder().encodeToString(signature), now(), NONCE, "key-1").toJson();
    }

    private static long now() {
        return CLOCK.instant().getEpochSecond();
    }

    private static JsonNode json(String text) {
        return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void accept(byte[] sent, SigningKey key) {
        SignedEnvelope envelope = SignedEnvelope.read(sent);
        envelope.checkFresh(CLOCK);
        envelope.verify(key.publicKey());
    }

    private static Reason refusal(byte[] sent, SigningKey key) {
        SignatureRefused refused = catchThrowableOfType(SignatureRefused.class, () -> accept(sent, key));
        return refused == null ? null : refused.reason();
    }
}
