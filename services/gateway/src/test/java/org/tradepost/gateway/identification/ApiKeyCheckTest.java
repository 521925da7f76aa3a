package org.tradepost.gateway.identification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.testkit.Eventually;

class ApiKeyCheckTest {

    private static final String TO_PRODUCTS = "/api/v1/products";
    private static RSAKey signer;

    private final ApiKeySecret key = ApiKeySecret.random();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private StubService users;
    private StubService others;
    private RunningGateway gateway;
    private String token;
    private volatile int status = 200;
    private volatile String answer;
    private volatile String askedWith;
    private volatile String askedBy;

    @BeforeAll
    static void makeAKey() throws Exception {
        signer = new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
    }

    @BeforeEach
    void start() throws Exception {
        token = token();
        answer = "{\"accessToken\":\"" + token + "\",\"expiresIn\":60,\"keyId\":\"" + UUID.randomUUID()
                + "\",\"requestsPerMinute\":1000}";
        users = new StubService().alsoForTheGatewayItself();
        users.does((request, response, callback) -> {
            switch (request.getHttpURI().getPath()) {
                case "/users/oauth2/jwks" ->
                    StubService.answering(200, new JWKSet(signer.toPublicJWK()).toString())
                            .handle(request, response, callback);
                case "/users/oauth2/token" ->
                    StubService.answering(
                                    200,
                                    "{\"access_token\":\"the-gateways-own\",\"token_type\":\"Bearer\",\"expires_in\":600}")
                            .handle(request, response, callback);
                case "/users/internal/api-keys/exchange" -> {
                    exchanges.incrementAndGet();
                    askedBy = request.getHeaders().get("Authorization");
                    askedWith = body(request);
                    StubService.answering(status, answer).handle(request, response, callback);
                }
                case "/users/internal/audit/refusals" -> {
                    reports.add(request.getHeaders().get("Authorization") + " " + body(request));
                    StubService.answering(204, "").handle(request, response, callback);
                }
                default -> StubService.answering(200, "{\"id\":\"7\"}").handle(request, response, callback);
            }
        });
        others = new StubService();
        Map<String, String> settings = RunningGateway.allAt(others);
        settings.put("tradepost.users.url", users.url("/users").toString());
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        users.close();
        others.close();
    }

    @Test
    void theServiceGetsATokenInsteadOfTheKeyAndUsersIsAskedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get(TO_PRODUCTS, "X-API-Key: " + key.value()).status()).isEqualTo(200);
            var seen = others.seen.take();
            assertThat(seen.headers().get("Authorization")).isEqualTo("Bearer " + token);
            assertThat(seen.headers().get("X-API-Key")).isNull();
        }
        assertThat(exchanges).hasValue(1);
        assertThat(askedWith).isEqualTo("{\"key\":\"" + key.value() + "\"}");
        assertThat(askedBy).isEqualTo("Bearer the-gateways-own");
    }

    @Test
    void theOverviewIsFetchedWithTheTokenToo() throws Exception {
        others.does(StubService.answering(200, "{\"items\":[]}"));
        assertThat(get("/api/v1/users/7/overview", "X-API-Key: " + key.value()).status())
                .isEqualTo(200);
        assertThat(others.seen.take().headers().get("Authorization")).isEqualTo("Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tp_live_0000000000000000000000000000000000000000000000000",
                "tp_test_x",
                "' OR '1'='1",
                "<script>",
                "%s extra",
                "\"%s\"",
                "%s,%s",
                "%s%%20"
            })
    void whatIsNoKeyIsRefusedWithoutAskingAnybody(String text) throws Exception {
        String presented = text.replace("%%", "%").replace("%s", key.value());
        Answer refused = get(TO_PRODUCTS, "X-API-Key: " + presented);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"UNAUTHORIZED\"").doesNotContain(presented);
        assertThat(refused.head().header("WWW-Authenticate")).contains("Bearer");
        assertThat(exchanges).hasValue(0);
        assertThat(others.seen).isEmpty();
    }

    @Test
    void anEmptyKeyIsNoKeyRatherThanNone() throws Exception {
        assertThat(get(TO_PRODUCTS, "X-API-Key:").status()).isEqualTo(401);
        assertThat(others.seen).isEmpty();
    }

    @Test
    void twoWaysToSayWhoOneIsAreRefused() throws Exception {
        String one = "X-API-Key: " + key.value();
        assertThat(get(TO_PRODUCTS, one, one).status()).isEqualTo(400);
        assertThat(get(TO_PRODUCTS, one, "x-api-key: " + ApiKeySecret.random().value())
                        .status())
                .isEqualTo(400);
        Answer both = get(TO_PRODUCTS, one, "Authorization: Bearer mine");
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.body()).contains("\"code\":\"MALFORMED_REQUEST\"");
        assertThat(exchanges).hasValue(0);
        assertThat(others.seen).isEmpty();
    }

    @Test
    void aRefusedKeyIsRefusedLikeAMalformedOneAndNotAskedAboutAgainAtOnce() throws Exception {
        status = 401;
        answer = "{\"code\":\"API_KEY_REFUSED\"}";
        for (int i = 0; i < 3; i++) {
            Answer refused = get(TO_PRODUCTS, "X-API-Key: " + key.value());
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).contains("\"code\":\"UNAUTHORIZED\"", "The API key is not valid");
        }
        assertThat(exchanges).hasValue(1);
        assertThat(others.seen).isEmpty();
    }

    @Test
    void whereUsersCannotSayTheCallerIsAskedToComeBack() throws Exception {
        for (int failure : new int[] {500, 503, 403, 401}) {
            status = failure;
            answer = "{\"code\":\"UNAUTHORIZED\"}";
            Answer unknown = get(TO_PRODUCTS, "X-API-Key: " + key.value());
            assertThat(unknown.status()).as("after %s", failure).isEqualTo(503);
            assertThat(unknown.head().header("Retry-After")).contains("2");
        }
        users.close();
        assertThat(get(TO_PRODUCTS, "X-API-Key: " + key.value()).status()).isEqualTo(503);
        assertThat(others.seen).isEmpty();
    }

    @Test
    void aKeyThatIsKnownWorksOnForAMomentWithUsersAway() throws Exception {
        assertThat(get(TO_PRODUCTS, "X-API-Key: " + key.value()).status()).isEqualTo(200);
        users.close();
        assertThat(get(TO_PRODUCTS, "X-API-Key: " + key.value()).status()).isEqualTo(200);
    }

    @Test
    void theAuditLogIsToldOfRefusedKeysButNotTheKey() throws Exception {
        Answer refused = get(TO_PRODUCTS, "X-API-Key: " + key.value() + "x", "X-Request-ID: of-this-test");
        assertThat(refused.status()).isEqualTo(401);
        Eventually.holds("the report", () -> !reports.isEmpty());
        assertThat(reports.peek())
                .startsWith("Bearer the-gateways-own ")
                .contains("\"action\":\"api-key.refused\"", "\"address\":\"127.0.0.1\"", "of-this-test")
                .doesNotContain(key.value());
    }

    private Answer get(String path, String... headers) throws Exception {
        return RawClient.get(gateway.port(), path, headers);
    }

    private static String body(Request request) throws Exception {
        return Content.Source.asString(request);
    }

    private static String token() throws Exception {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(signer.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://tradepost.local")
                        .audience("tradepost")
                        .subject(UUID.randomUUID().toString())
                        .jwtID("1")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("client_id", UUID.randomUUID().toString())
                        .claim("roles", List.of())
                        .claim("permissions", List.of("order:read"))
                        .build());
        jwt.sign(new RSASSASigner(signer));
        return jwt.serialize();
    }
}
