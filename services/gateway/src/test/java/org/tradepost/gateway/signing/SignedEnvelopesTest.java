package org.tradepost.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.AnswerNotAuthentic;
import org.tradepost.shared.signing.CanonicalJson;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SignedEnvelope;
import org.tradepost.shared.signing.SigningClient;
import org.tradepost.shared.signing.SigningKey;

class SignedEnvelopesTest {

    private static final JsonNode ECHO = json("{\"type\":\"echo\",\"text\":\"hello\"}");
    private static final JsonNode ORDER =
            json("{\"type\":\"order\",\"order\":{\"items\":[{\"sku\":\"A\",\"quantity\":1}]}}");

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID ada = UUID.randomUUID();
    private final StubPartners partners = new StubPartners();
    private StubService upstream;
    private SigningGateway gateway;
    private SigningKey key;

    @BeforeEach
    void open() throws Exception {
        upstream = new StubService();
        upstream.does((request, response, callback) -> {
            String body = Content.Source.asString(request);
            response.setStatus(201);
            response.getHeaders().put("Content-Type", "application/json");
            response.write(true, BufferUtil.toBuffer("{\"id\":\"o-1\",\"got\":" + body + "}"), callback);
        });
        key = partners.register(
                SigningKey.generate(
                        SignatureAlgorithm.ECDSA_P256_SHA256, UUID.randomUUID().toString()),
                ada);
        gateway = new SigningGateway(upstream, partners, Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void an_echo_is_answered_in_a_signed_envelope() throws Exception {
        JsonNode answer = new SigningClient(http, gateway.url(""), key).secure(ECHO);

        assertThat(answer.path("echo")).isEqualTo(ECHO);
        assertThat(answer.path("status").asInt()).isEqualTo(200);
        assertThat(upstream.seen).isEmpty();
    }

    @Test
    void an_order_is_placed_as_the_keys_owner() throws Exception {
        JsonNode answer = new SigningClient(http, gateway.url(""), key).secure(ORDER);

        assertThat(answer.path("status").asInt()).isEqualTo(201);
        assertThat(answer.path("order").path("got")).isEqualTo(ORDER.get("order"));
        HttpFields sent = upstream.seen.take().headers();
        assertThat(sent.get("Authorization")).isEqualTo("Bearer token-of-" + ada);
        assertThat(sent.get("Idempotency-Key")).startsWith("envelope-" + key.keyId() + "-");
    }

    @Test
    void the_senders_own_idempotency_key_is_passed_on() throws Exception {
        JsonNode chosen = json("{\"type\":\"order\",\"order\":{},\"idempotencyKey\":\"mine-1\"}");
        new SigningClient(http, gateway.url(""), key).secure(chosen);

        assertThat(upstream.seen.take().headers().get("Idempotency-Key")).isEqualTo("mine-1");
    }

    @Test
    void a_refused_order_is_a_signed_answer_and_no_success() throws Exception {
        upstream.does(StubService.answering(409, "{\"code\":\"OUT_OF_STOCK\"}"));
        SignedEnvelope sent = SignedEnvelope.sign(ORDER, key, MessageSigner.newNonce(), Clock.systemUTC());

        HttpResponse<String> answer = post(sent.toJson());

        assertThat(answer.statusCode()).isEqualTo(409);
        JsonNode data = Json.mapper().readTree(answer.body()).path("data");
        assertThat(data.path("problem").path("code").asText()).isEqualTo("OUT_OF_STOCK");
        assertThat(data.path("inReplyTo").asText()).isEqualTo(sent.nonce());
    }

    @Test
    void der_is_accepted_and_a_replay_refused_whatever_the_signatures_bytes() throws Exception {
        SignedEnvelope raw = SignedEnvelope.sign(ECHO, key, MessageSigner.newNonce(), Clock.systemUTC());
        String der = Base64.getEncoder()
                .encodeToString(
                        ECDSA.transcodeSignatureToDER(Base64.getDecoder().decode(raw.signature())));
        byte[] withDer = new SignedEnvelope(raw.data(), der, raw.timestamp(), raw.nonce(), raw.keyId()).toJson();

        assertThat(post(withDer).statusCode()).isEqualTo(200);
        try (SigningGateway replica = new SigningGateway(upstream, partners, Clock.systemUTC())) {
            refused(post(replica, raw.toJson()), 409, "ENVELOPE_REPLAYED");
        }
        refused(post(raw.toJson()), 409, "ENVELOPE_REPLAYED");
        refused(post("{}".getBytes(StandardCharsets.UTF_8)), 400, "SIGNATURE_MALFORMED");
        assertThat(gateway.refused)
                .as("the audit log is told of all of them")
                .extracting(refusal -> refusal.code().name())
                .containsExactly("ENVELOPE_REPLAYED", "SIGNATURE_MALFORMED");
    }

    @Test
    void malformed_and_expired_envelopes_are_bad_requests() throws Exception {
        refused(post("{}".getBytes(StandardCharsets.UTF_8)), 400, "SIGNATURE_MALFORMED");
        refused(post("{\"data\":".getBytes(StandardCharsets.UTF_8)), 400, "SIGNATURE_MALFORMED");
        for (long seconds : new long[] {-310, 310}) {
            Clock other = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
            refused(
                    post(SignedEnvelope.sign(ECHO, key, MessageSigner.newNonce(), other)
                            .toJson()),
                    400,
                    "ENVELOPE_EXPIRED");
        }
    }

    @Test
    void bad_signatures_and_keys_are_unauthorized_and_use_up_no_nonce() throws Exception {
        SignedEnvelope good = SignedEnvelope.sign(ORDER, key, MessageSigner.newNonce(), Clock.systemUTC());
        SigningKey unknown = SigningKey.generate(
                SignatureAlgorithm.ED25519, UUID.randomUUID().toString());

        refused(
                post(new SignedEnvelope(ECHO, good.signature(), good.timestamp(), good.nonce(), good.keyId()).toJson()),
                401,
                "SIGNATURE_INVALID");
        refused(
                post(SignedEnvelope.sign(ECHO, unknown, MessageSigner.newNonce(), Clock.systemUTC())
                        .toJson()),
                401,
                "SIGNATURE_INVALID");
        partners.revoke(key);
        refused(post(good.toJson()), 401, "SIGNATURE_INVALID");
        assertThat(partners.claimed()).isZero();
        assertThat(upstream.seen).isEmpty();
    }

    @Test
    void other_data_is_invalid() throws Exception {
        for (String data : new String[] {
            "{\"type\":\"refund\"}",
            "{\"type\":\"order\"}",
            "{\"type\":\"order\",\"order\":{},\"more\":1}",
            "{\"type\":\"order\",\"order\":{},\"idempotencyKey\":\"\\r\\nX: 1\"}"
        }) {
            refused(
                    post(SignedEnvelope.sign(json(data), key, MessageSigner.newNonce(), Clock.systemUTC())
                            .toJson()),
                    422,
                    "VALIDATION_ERROR");
        }
        assertThat(partners.claimed()).isZero();
    }

    @Test
    void only_post_is_answered_and_no_megabytes() throws Exception {
        assertThat(http.send(
                                HttpRequest.newBuilder(gateway.url("/api/v1/secure"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(post(new byte[(1 << 20) + 1]).statusCode()).isEqualTo(413);
    }

    @Test
    void a_client_does_not_take_what_the_gateway_did_not_sign() {
        partners.revoke(key);

        assertThatThrownBy(() -> new SigningClient(http, gateway.url(""), key).secure(ECHO))
                .isInstanceOf(AnswerNotAuthentic.class)
                .hasMessageContaining("401");
        assertThatThrownBy(
                        () -> new SigningClient(http, upstream.url(""), key).send("GET", "/", java.util.Map.of(), null))
                .isInstanceOf(AnswerNotAuthentic.class);
    }

    private HttpResponse<String> post(byte[] envelope) throws Exception {
        return post(gateway, envelope);
    }

    private HttpResponse<String> post(SigningGateway to, byte[] envelope) throws Exception {
        return http.send(
                HttpRequest.newBuilder(to.url("/api/v1/secure"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(envelope))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(Json.mapper().readTree(answer.body()).path("code").asText())
                .as(answer.body())
                .isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static JsonNode json(String text) {
        return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
