package org.tradepost.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.ContentDigest;
import org.tradepost.shared.signing.HttpMessage;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningClient;
import org.tradepost.shared.signing.SigningKey;

class SignedRequestsTest {

    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");
    private static final byte[] ORDER = "{\"items\":[1]}".getBytes(StandardCharsets.UTF_8);

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
            response.setStatus(200);
            response.getHeaders().put("Content-Type", "application/json");
            response.write(true, BufferUtil.toBuffer("{\"got\":" + Json.write(body) + "}"), callback);
        });
        key = partners.register(newKey(), ada);
        gateway = new SigningGateway(upstream, partners, Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_signed_request_reaches_its_service_whole_and_its_answer_is_signed(SignatureAlgorithm algorithm)
            throws Exception {
        SigningKey own = partners.register(
                SigningKey.generate(algorithm, UUID.randomUUID().toString()), ada);
        SigningClient client = new SigningClient(http, gateway.url(""), own);

        SigningClient.Answer answer = client.send(
                "POST",
                "/api/v1/orders?x=a%20b",
                Map.of("Authorization", "Bearer " + ada, "Content-Type", "application/json"),
                ORDER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Json.mapper().readTree(answer.body()).path("got").asText())
                .isEqualTo(new String(ORDER, StandardCharsets.UTF_8));
        assertThat(upstream.seen.take().target()).isEqualTo("/orders/api/v1/orders?x=a%20b");
    }

    @Test
    void a_request_without_a_body_or_credentials_is_answered_signed_too() throws Exception {
        SigningClient client = new SigningClient(http, gateway.url(""), key);

        assertThat(client.send("GET", "/api/v1/products", Map.of(), null).status())
                .isEqualTo(200);
        assertThat(client.send("GET", "/", Map.of(), null).status()).isEqualTo(200);
        assertThat(client.send("HEAD", "/api/v1/products", Map.of(), null).status())
                .isEqualTo(200);
    }

    @Test
    void a_refusal_of_a_service_or_of_its_absence_is_signed_too() throws Exception {
        SigningClient client = new SigningClient(http, gateway.url(""), key);
        upstream.does(StubService.answering(404, "{}"));
        assertThat(client.send("GET", "/api/v1/products/x", Map.of(), null).status())
                .isEqualTo(404);

        upstream.close();
        assertThat(client.send("GET", "/api/v1/products/x", Map.of(), null).status())
                .isEqualTo(503);
    }

    @Test
    void an_unsigned_request_is_answered_unsigned() throws Exception {
        HttpResponse<String> answer = send(HttpMessage.request("GET", gateway.url("/api/v1/products"), Map.of()), null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Signature")).isEmpty();
    }

    /** A signature needs the whole answer, which a stream never is. */
    @Test
    void a_stream_is_not_held_back_to_be_signed() throws Exception {
        HttpMessage follow = new MessageSigner(key, "sig", Clock.systemUTC())
                .sign(
                        HttpMessage.request(
                                "GET",
                                gateway.url("/api/v1/orders/1/events"),
                                Map.of("Authorization", List.of("Bearer " + ada))),
                        covered(false),
                        MessageSigner.newNonce());

        HttpResponse<String> answer = send(follow, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Signature")).isEmpty();
    }

    @Test
    void a_replay_is_refused_on_every_replica() throws Exception {
        HttpMessage signed = signed(key, ORDER, Clock.systemUTC());
        try (SigningGateway replica = new SigningGateway(upstream, partners, Clock.systemUTC())) {
            assertThat(send(signed, ORDER).statusCode()).isEqualTo(200);
            refused(send(signed, ORDER), 401, "SIGNATURE_REPLAYED");
            // The signature covers where it goes, so a replay on another address must be one on another path of it,
            // too.
            HttpMessage elsewhere = HttpMessage.request("POST", replica.url("/api/v1/orders"), signed.fields());
            refused(send(elsewhere, ORDER), 401, "SIGNATURE_INVALID");
            refused(
                    send(
                            new MessageSigner(key, "again", Clock.systemUTC())
                                    .sign(
                                            HttpMessage.request("POST", replica.url("/api/v1/orders"), withBody(ORDER)),
                                            covered(true),
                                            nonceOf(signed)),
                            ORDER),
                    401,
                    "SIGNATURE_REPLAYED");
        }
    }

    @Test
    void what_was_altered_on_its_way_is_refused_and_uses_up_no_nonce() throws Exception {
        HttpMessage signed = signed(key, ORDER, Clock.systemUTC());
        byte[] altered = "{\"items\":[9]}".getBytes(StandardCharsets.UTF_8);

        refused(send(signed, altered), 401, "SIGNATURE_INVALID");
        refused(send(signed.with("Content-Digest", ContentDigest.of(altered)), altered), 401, "SIGNATURE_INVALID");
        refused(
                send(HttpMessage.request("POST", gateway.url("/api/v1/orders?more"), signed.fields()), ORDER),
                401,
                "SIGNATURE_INVALID");
        refused(
                send(HttpMessage.request("PUT", gateway.url("/api/v1/orders"), signed.fields()), ORDER),
                401,
                "SIGNATURE_INVALID");
        assertThat(upstream.seen).isEmpty();
        assertThat(partners.claimed()).isZero();
        assertThat(send(signed, ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void old_and_future_signatures_are_refused() throws Exception {
        for (long seconds : new long[] {-310, 310}) {
            Clock other = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
            refused(send(signed(key, ORDER, other), ORDER), 401, "SIGNATURE_INVALID");
        }
    }

    @Test
    void unknown_revoked_and_other_peoples_keys_are_refused() throws Exception {
        SigningKey eves = partners.register(newKey(), UUID.randomUUID());
        SigningKey revoked = partners.register(newKey(), ada);
        partners.revoke(revoked);
        SigningKey sameId = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, key.keyId());

        for (SigningKey wrong : List.of(
                newKey(),
                SigningKey.generate(SignatureAlgorithm.ED25519, "../internal/nonces"),
                eves,
                revoked,
                sameId)) {
            refused(send(signed(wrong, ORDER, Clock.systemUTC()), ORDER), 401, "SIGNATURE_INVALID");
        }
        assertThat(upstream.seen).isEmpty();
    }

    @Test
    void a_signature_beside_credentials_that_prove_nobody_is_refused() throws Exception {
        HttpMessage signed = signed(key, ORDER, Clock.systemUTC()).with("Authorization", "Basic abc");

        refused(send(signed, ORDER), 401, "SIGNATURE_INVALID");
    }

    @Test
    void malformed_signatures_are_bad_requests() throws Exception {
        HttpMessage signed = signed(key, ORDER, Clock.systemUTC());
        String input = signed.field("Signature-Input").get(0);

        refused(send(signed.with("Signature", "!"), ORDER), 400, "SIGNATURE_MALFORMED");
        refused(send(signed.with("Signature-Input", input + ", " + input), ORDER), 400, "SIGNATURE_MALFORMED");
        refused(
                send(signed.with("Signature-Input", input + ";tag=\"" + "x".repeat(5_000) + "\";tag=\"y\""), ORDER),
                400,
                "SIGNATURE_MALFORMED");
    }

    @Test
    void an_import_cannot_be_signed() throws Exception {
        HttpMessage plain = HttpMessage.request("POST", gateway.url("/api/v1/product-imports"), withBody(ORDER));
        HttpMessage signed =
                new MessageSigner(key, "sig", Clock.systemUTC()).sign(plain, covered(true), MessageSigner.newNonce());

        refused(send(signed, ORDER), 400, "SIGNATURE_MALFORMED");
    }

    @Test
    void a_larger_body_than_fits_is_refused() throws Exception {
        byte[] large = new byte[(1 << 20) + 1];

        assertThat(send(signed(key, large, Clock.systemUTC()), large).statusCode())
                .isEqualTo(413);
    }

    @Test
    void who_must_sign_is_refused_without() throws Exception {
        UUID bob = UUID.randomUUID();
        partners.mustSign.add(bob);
        try (SigningGateway strict = new SigningGateway(upstream, partners, Clock.systemUTC())) {
            SigningKey bobs = partners.register(newKey(), bob);
            HttpMessage unsigned = HttpMessage.request(
                    "GET", strict.url("/api/v1/orders"), Map.of("Authorization", List.of("Bearer " + bob)));

            refused(send(unsigned, null), 401, "SIGNATURE_REQUIRED");
            assertThat(new SigningClient(http, strict.url(""), bobs)
                            .send("GET", "/api/v1/orders", Map.of("Authorization", "Bearer " + bob), null)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void with_the_nonces_away_nothing_signed_is_accepted() throws Exception {
        partners.away = true;

        assertThat(send(signed(key, ORDER, Clock.systemUTC()), ORDER).statusCode())
                .isEqualTo(503);
        assertThat(upstream.seen).isEmpty();
    }

    @Test
    void what_is_refused_is_told_with_the_key_that_was_named_and_who_named_it() throws Exception {
        HttpMessage signed = signed(key, ORDER, Clock.systemUTC());
        send(signed, ORDER);
        assertThat(gateway.refused).isEmpty();
        send(signed, ORDER);
        send(signed, "{}".getBytes(StandardCharsets.UTF_8));
        send(signed.with("Signature", "!"), ORDER);

        assertThat(gateway.refused)
                .extracting(refusal -> refusal.code().name())
                .containsExactly("SIGNATURE_REPLAYED", "SIGNATURE_INVALID", "SIGNATURE_MALFORMED");
        assertThat(gateway.refused)
                .extracting(refusal -> String.valueOf(refusal.keyId()))
                .containsExactly(key.keyId(), key.keyId(), "null");
        assertThat(gateway.refused)
                .allSatisfy(refusal -> assertThat(refusal.caller().userId()).isEqualTo(ada));
    }

    private HttpMessage signed(SigningKey by, byte[] body, Clock clock) {
        return new MessageSigner(by, "sig", clock)
                .sign(
                        HttpMessage.request("POST", gateway.url("/api/v1/orders"), withBody(body)),
                        covered(true),
                        MessageSigner.newNonce());
    }

    private Map<String, List<String>> withBody(byte[] body) {
        return Map.of(
                "Authorization", List.of("Bearer " + ada),
                "Content-Type", List.of("application/json"),
                "Content-Digest", List.of(ContentDigest.of(body)));
    }

    private static List<String> covered(boolean body) {
        List<String> covered = new ArrayList<>(List.of("@method", "@target-uri"));
        if (body) {
            covered.add("content-digest");
        }
        return covered;
    }

    private static String nonceOf(HttpMessage signed) {
        return signed.field("Signature-Input").get(0).replaceFirst(".*nonce=\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> send(HttpMessage message, byte[] body) throws Exception {
        String target = message.query() == null ? message.path() : message.path() + '?' + message.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        java.net.URI.create(message.scheme() + "://" + message.authority() + target))
                .method(
                        message.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        message.fields().forEach((name, values) -> {
            if (!SET_BY_CLIENT.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) throws Exception {
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.path("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Signature")).isEmpty();
    }

    private static SigningKey newKey() {
        return SigningKey.generate(
                SignatureAlgorithm.ECDSA_P256_SHA256, UUID.randomUUID().toString());
    }
}
