package org.tradepost.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.crypto.impl.ECDSA;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.signing.SignatureRefused.Reason;

class MessageSignatureAttacksTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final List<String> COVERED = List.of("@method", "@target-uri", "content-digest");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, "key-1");
    private static final HttpMessage PLAIN = HttpMessage.request(
                    "POST", URI.create("https://shop.example/api/v1/orders?x=1"), Map.of())
            .with("Content-Digest", ContentDigest.of(BODY));

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void what_was_signed_is_accepted(SignatureAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm, "key-1");

        assertThatCode(() -> accept(signed(key), BODY, key.publicKey())).doesNotThrowAnyException();
    }

    @Test
    void a_signature_of_another_length_is_refused() {
        byte[] longer = Arrays.copyOf(signature(), 65);
        byte[] shorter = Arrays.copyOf(signature(), 63);

        assertThat(refusal(withSignature(longer))).isEqualTo(Reason.INVALID);
        assertThat(refusal(withSignature(shorter))).isEqualTo(Reason.INVALID);
        assertThat(refusal(withSignature(new byte[0]))).isIn(Reason.INVALID, Reason.MALFORMED);
    }

    @Test
    void der_instead_of_raw_bytes_is_refused() throws Exception {
        assertThat(refusal(withSignature(ECDSA.transcodeSignatureToDER(signature()))))
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void r_and_s_of_zero_are_refused() {
        assertThat(refusal(withSignature(new byte[64]))).isEqualTo(Reason.INVALID);
    }

    @Test
    void a_mirrored_signature_verifies_but_bears_the_same_nonce() {
        HttpMessage mirrored = withSignature(mirrored(signature()));

        // (r, n - s) is a signature, too: a replay must be known by its nonce.
        assertThatCode(() -> accept(mirrored, BODY, KEY.publicKey())).doesNotThrowAnyException();
        assertThat(MessageSignature.of(mirrored).nonce())
                .isEqualTo(MessageSignature.of(SIGNED).nonce());
    }

    @Test
    void another_key_is_refused() {
        VerificationKey other = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, "key-1")
                .publicKey();
        VerificationKey otherKind =
                SigningKey.generate(SignatureAlgorithm.ED25519, "key-1").publicKey();

        assertThat(refusal(SIGNED, BODY, other)).isEqualTo(Reason.INVALID);
        assertThat(refusal(SIGNED, BODY, otherKind)).isEqualTo(Reason.INVALID);
    }

    @Test
    void an_altered_body_or_digest_is_refused() {
        byte[] altered = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(SIGNED, altered, KEY.publicKey())).isEqualTo(Reason.DIGEST_MISMATCH);
        assertThat(refusal(SIGNED.with("Content-Digest", ContentDigest.of(altered)), altered, KEY.publicKey()))
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void one_wrong_digest_of_two_is_enough_to_refuse() {
        String both = ContentDigest.of(BODY) + ", sha-512=:AAAA:";

        assertThat(refusal(sign(PLAIN.with("Content-Digest", both)), BODY, KEY.publicKey()))
                .isEqualTo(Reason.DIGEST_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5=:AAAA:", "unixsum=30637"})
    void digests_that_prove_nothing_are_not_enough(String digest) {
        assertThat(refusal(sign(PLAIN.with("Content-Digest", digest)), BODY, KEY.publicKey()))
                .isEqualTo(Reason.INCOMPLETE);
    }

    @Test
    void another_target_or_method_is_refused() {
        for (HttpMessage elsewhere : List.of(
                HttpMessage.request("POST", URI.create("https://shop.example/api/v1/orders?x=2"), SIGNED.fields()),
                HttpMessage.request("POST", URI.create("https://other.example/api/v1/orders?x=1"), SIGNED.fields()),
                HttpMessage.request("PUT", URI.create("https://shop.example/api/v1/orders?x=1"), SIGNED.fields()))) {
            assertThat(refusal(elsewhere)).isEqualTo(Reason.INVALID);
        }
    }

    @Test
    void components_in_another_order_or_left_out_are_refused() {
        String input = SIGNED.field("Signature-Input").get(0);

        assertThat(refusal(SIGNED.with(
                        "Signature-Input",
                        input.replace("\"@method\" \"@target-uri\"", "\"@target-uri\" \"@method\""))))
                .isEqualTo(Reason.INVALID);
        assertThat(refusal(SIGNED.with("Signature-Input", input.replace("\"@method\" ", ""))))
                .isEqualTo(Reason.INCOMPLETE);
        assertThat(refusal(SIGNED.with("Signature-Input", input.replace(" \"content-digest\"", ""))))
                .isEqualTo(Reason.INCOMPLETE);
        assertThat(refusal(SIGNED.with(
                        "Signature-Input", input.replace("\"content-digest\"", "\"content-digest\" \"@path\""))))
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void changed_parameters_are_refused() {
        String input = SIGNED.field("Signature-Input").get(0);

        assertThat(refusal(SIGNED.with("Signature-Input", input.replaceFirst("nonce=\".", "nonce=\"~"))))
                .isEqualTo(Reason.INVALID);
        assertThat(refusal(SIGNED.with(
                        "Signature-Input",
                        input.replace("created=" + NOW.getEpochSecond(), "created=" + (NOW.getEpochSecond() + 1)))))
                .isEqualTo(Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "keyid", "nonce"})
    void a_signature_without_a_required_parameter_is_refused(String parameter) {
        String input = SIGNED.field("Signature-Input").get(0).replaceFirst(";" + parameter + "=(\"[^\"]*\"|\\d+)", "");

        assertThat(refusal(SIGNED.with("Signature-Input", input))).isEqualTo(Reason.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 100_000_000_000L})
    void a_time_more_than_five_minutes_away_is_refused(long offset) {
        assertThat(refusal(signedAt(NOW.plusSeconds(offset)))).isEqualTo(Reason.NOT_FRESH);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void a_time_within_five_minutes_is_accepted(long offset) {
        assertThatCode(() -> accept(signedAt(NOW.plusSeconds(offset)), BODY, KEY.publicKey()))
                .doesNotThrowAnyException();
    }

    @Test
    void an_expired_signature_is_refused() {
        HttpMessage signed = new MessageSigner(KEY, "sig", CLOCK)
                .sign(
                        PLAIN,
                        COVERED,
                        new java.util.TreeMap<>(Map.<String, Object>of(
                                "created",
                                NOW.minusSeconds(60).getEpochSecond(),
                                "expires",
                                NOW.getEpochSecond(),
                                "keyid",
                                "key-1",
                                "nonce",
                                "0123456789abcdef")));

        assertThat(refusal(signed)).isEqualTo(Reason.NOT_FRESH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pss-sha512", "hmac-sha256", "none", "ecdsa-p384-sha384"})
    void an_unknown_algorithm_is_refused(String algorithm) {
        String input = SIGNED.field("Signature-Input").get(0).replace("ecdsa-p256-sha256", algorithm);

        assertThat(refusal(SIGNED.with("Signature-Input", input))).isEqualTo(Reason.INVALID);
    }

    @Test
    void an_algorithm_that_is_not_the_keys_is_refused() {
        String input = SIGNED.field("Signature-Input").get(0).replace("ecdsa-p256-sha256", "ed25519");

        assertThat(refusal(SIGNED.with("Signature-Input", input))).isEqualTo(Reason.INVALID);
    }

    @Test
    void ambiguous_fields_are_malformed() {
        String input = SIGNED.field("Signature-Input").get(0);
        String value = SIGNED.field("Signature").get(0);

        for (HttpMessage ambiguous : List.of(
                // the same label twice, several signatures, labels that differ
                SIGNED.with("Signature-Input", input + ", " + input).with("Signature", value + ", " + value),
                SIGNED.with("Signature-Input", input + ", b" + input).with("Signature", value + ", b" + value),
                SIGNED.with("Signature-Input", "b" + input),
                SIGNED.with("Signature-Input", input.replace("(", "(\"@method\" ")),
                SIGNED.with("Signature-Input", input + ";created=1"),
                SIGNED.with("Signature-Input", input + ";unheard=1"),
                SIGNED.with("Signature-Input", input.replace("\"@method\"", "\"@method\" \"@path\";req")),
                SIGNED.with("Signature-Input", input.replace("\"@method\"", "\"@method\";sf")),
                SIGNED.with("Signature-Input", input.replace("\"@method\"", "\"@Method\"")),
                SIGNED.with("Signature-Input", input.replace("\"@method\"", "\"@status\" \"@method\"")),
                SIGNED.with("Signature-Input", input.replace("\"@method\"", "@method")),
                SIGNED.with("Signature-Input", input.replaceFirst("created=\\d+", "created=\"now\"")),
                SIGNED.with("Signature-Input", input.replaceFirst("nonce=\"[^\"]*\"", "nonce=\"short\"")),
                SIGNED.with("Signature-Input", "sig=1"),
                SIGNED.with("Signature-Input", "((("),
                SIGNED.with("Signature", "sig=\"text\""),
                SIGNED.with("Signature", value + ";x=1"),
                PLAIN.with("Signature", value),
                PLAIN.with("Signature-Input", input))) {
            assertThat(refusal(ambiguous)).as(ambiguous.fields().toString()).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void huge_fields_are_malformed() {
        String many = String.join(
                " ", IntStream.range(0, 33).mapToObj(i -> "\"x-" + i + "\"").toList());
        String input = SIGNED.field("Signature-Input").get(0);

        assertThat(refusal(SIGNED.with("Signature-Input", input.replace("(", "(" + many + " "))))
                .isEqualTo(Reason.MALFORMED);
        assertThat(refusal(SIGNED.with("Signature-Input", "sig=(\"" + "x".repeat(8_192) + "\")")))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void a_line_break_in_a_component_is_malformed() {
        HttpMessage smuggling = PLAIN.with("X-Note", "a\n\"@method\": DELETE");

        assertThat(catchThrowableOfType(SignatureRefused.class, () -> new MessageSigner(KEY, "sig", CLOCK)
                                .sign(smuggling, List.of("x-note"), (String) null))
                        .reason())
                .isEqualTo(Reason.MALFORMED);
    }

    private static final HttpMessage SIGNED = signed(KEY);

    private static HttpMessage signed(SigningKey key) {
        return new MessageSigner(key, "sig", CLOCK).sign(PLAIN, COVERED, MessageSigner.newNonce());
    }

    private static HttpMessage sign(HttpMessage message) {
        return new MessageSigner(KEY, "sig", CLOCK).sign(message, COVERED, MessageSigner.newNonce());
    }

    private static HttpMessage signedAt(Instant time) {
        return new MessageSigner(KEY, "sig", Clock.offset(CLOCK, Duration.between(NOW, time)))
                .sign(PLAIN, COVERED, MessageSigner.newNonce());
    }

    private static byte[] signature() {
        return MessageSignature.of(SIGNED).value();
    }

    private static HttpMessage withSignature(byte[] bytes) {
        return SIGNED.with("Signature", "sig=:" + Base64.getEncoder().encodeToString(bytes) + ":");
    }

    static byte[] mirrored(byte[] raw) {
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger s = order.subtract(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)));
        byte[] mirrored = raw.clone();
        for (int i = 0; i < 32; i++) {
            mirrored[63 - i] = s.shiftRight(8 * i).byteValue();
        }
        return mirrored;
    }

    private static Reason refusal(HttpMessage message) {
        return refusal(message, BODY, KEY.publicKey());
    }

    private static Reason refusal(HttpMessage message, byte[] body, VerificationKey key) {
        SignatureRefused refused = catchThrowableOfType(SignatureRefused.class, () -> accept(message, body, key));
        return refused == null ? null : refused.reason();
    }

    private static void accept(HttpMessage message, byte[] body, VerificationKey key) {
        MessageSignature signature = MessageSignature.of(message);
        SignatureRules.checkRequest(signature, true, CLOCK);
        ContentDigest.check(message.field("content-digest"), body);
        signature.verify(message, key);
    }
}
