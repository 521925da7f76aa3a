package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.GatewaySettings.Cors;
import org.tradepost.gateway.edge.control.CorsRules;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class CorsTest {

    private static final String SHOP = "https://shop.example";

    private static StubService service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        service = new StubService();
        Map<String, String> settings = RunningGateway.allAt(service);
        settings.put(Cors.ORIGINS, SHOP + ", http://localhost:3000");
        settings.put(Cors.CREDENTIALS, "true");
        gateway = new RunningGateway(settings);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        service.close();
    }

    private static Answer preflight(String origin, String method, String headers) throws Exception {
        return RawClient.ask(
                gateway.port(),
                "OPTIONS",
                "/api/v1/orders",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + headers,
                "Content-Length: 0");
    }

    @Test
    void answersAPreflightItself() throws Exception {
        Answer answer = preflight(SHOP, "POST", "Authorization, idempotency-key");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head().headers("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(answer.head().headers("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.head().header("Access-Control-Allow-Methods"))
                .get()
                .asString()
                .contains("POST", "PATCH");
        assertThat(answer.head().header("Access-Control-Allow-Headers"))
                .get()
                .asString()
                .contains("authorization");
        assertThat(answer.head().headers("Access-Control-Max-Age")).containsExactly("3600");
        assertThat(answer.head().headers("Vary")).containsExactly("Origin");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void refusesMethodsAndHeadersThatAreNotListed() throws Exception {
        assertThat(preflight(SHOP, "TRACE", "authorization").status()).isEqualTo(403);
        assertThat(preflight(SHOP, "POST", "authorization, x-secret").status()).isEqualTo(403);
        assertThat(service.seen).isEmpty();
    }

    @Test
    void tellsAPageOfAnAllowedOriginWhatItMayRead() throws Exception {
        service.does((request, response, callback) -> {
            response.getHeaders().put("Access-Control-Allow-Origin", "*");
            response.getHeaders().put("Vary", "Accept");
            callback.succeeded();
        });
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products", "Origin: " + SHOP);
        service.does(StubService.answering(200, "{\"ok\":true}"));
        service.seen.take();
        assertThat(answer.head().headers("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(answer.head().header("Access-Control-Expose-Headers"))
                .get()
                .asString()
                .contains("Location", "ETag", "Link", "RateLimit", "Retry-After", "X-Request-ID");
        assertThat(answer.head().headers("Vary")).contains("Origin", "Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evil-shop.example",
                "https://SHOP.example",
                "https://shop.example/",
                "https://shop.example, https://evil.example",
                "https://sub.shop.example",
                "http://localhost:3001"
            })
    void tellsOtherOriginsNothing(String origin) throws Exception {
        Answer preflight = preflight(origin, "POST", "authorization");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.head().header("Access-Control-Allow-Origin")).isEmpty();
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products", "Origin: " + origin);
        service.seen.take();
        assertThat(answer.head().header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.head().header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.head().headers("Vary")).contains("Origin");
    }

    @Test
    void isOffUnlessConfigured() throws Exception {
        try (RunningGateway plain = new RunningGateway(RunningGateway.allAt(service))) {
            Answer answer = RawClient.get(plain.port(), "/api/v1/products", "Origin: " + SHOP);
            assertThat(answer.head().lines()).noneMatch(line -> line.startsWith("Access-Control"));
            service.seen.take();
        }
    }

    @Test
    void neverStartsWithAnyOriginAndCredentials() {
        assertThatThrownBy(() -> new CorsRules(rules(true, "*")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Cors.ORIGINS)
                .hasMessageContaining(Cors.CREDENTIALS);
        assertThat(new CorsRules(rules(false, "*")).answer("https://any.example"))
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "shop.example", "https://shop.example/", "https://*.shop.example", "https://Shop.example"
            })
    void neverStartsWithWhatIsNoOrigin(String origin) {
        assertThatThrownBy(() -> new CorsRules(rules(false, origin)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Cors.ORIGINS)
                .hasMessageContaining(origin);
    }

    private static Cors rules(boolean credentials, String... origins) {
        return new Cors(List.of(origins), List.of("GET"), List.of("accept"), Duration.ofSeconds(1), credentials);
    }
}
