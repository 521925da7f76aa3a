package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class EdgeTest {

    private StubService service;
    private Map<String, String> settings;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        settings = RunningGateway.allAt(service);
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/users",
                "/api/v1/users/../../internal/users/1/standing",
                "/api/v1/users/%2e%2e/%2e%2e/internal",
                "/api/v1/users%2f..%2f..%2finternal",
                "/api/v1/users/..;/internal"
            })
    void refusesPathTricksBeforeAnyServiceSeesThem(String path) throws Exception {
        Answer answer = RawClient.get(gateway.port(), path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head().header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"MALFORMED_REQUEST\"").contains("\"traceId\":\"");
        assertThat(service.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/users/1/standing",
                "/users/internal/users/1/standing",
                "/metrics",
                "/nothing",
                "/.git/config"
            })
    void neverReachesInternalPaths(String path) throws Exception {
        Answer answer = RawClient.get(gateway.port(), path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void refusesMethodsThatMustNotPass() throws Exception {
        assertThat(RawClient.ask(gateway.port(), "TRACE", "/api/v1/users").status())
                .isEqualTo(405);
        Answer answer = RawClient.ask(gateway.port(), "DELETE", "/health/ready");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.head().header("Allow")).get().asString().contains("GET");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void asksItsOwnServerForHealthWithoutCounting() throws Exception {
        Answer answer = RawClient.get(gateway.port(), "/health/ready");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head().header("RateLimit")).isEmpty();
        assertThat(service.seen.take().target()).isEqualTo("/health/ready");
    }

    @Test
    void refusesMoreLoginsThanAllowedAndSaysWhenToTryAgain() throws Exception {
        settings.put("tradepost.gateway.rate-limit.address.login", "1/s");
        try (RunningGateway strict = new RunningGateway(settings)) {
            String[] post = {"Content-Length: 0"};
            Answer answer = RawClient.ask(strict.port(), "POST", "/api/v1/login", post);
            while (answer.status() == 200) {
                answer = RawClient.ask(strict.port(), "POST", "/api/v1/login", post);
            }
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).contains("\"code\":\"RATE_LIMITED\"");
            assertThat(answer.head().header("Retry-After")).contains("1");
            assertThat(answer.head().header("RateLimit-Policy")).contains("\"address-login\";q=1;w=1");
            assertThat(answer.head().header("RateLimit")).contains("\"address-login\";r=0;t=1");
            assertThat(RawClient.get(strict.port(), "/api/v1/users").status()).isEqualTo(200);
        }
    }

    @Test
    void aForgedForwardedForBuysNoFurtherTries() throws Exception {
        settings.put("tradepost.gateway.rate-limit.address.login", "1/h");
        try (RunningGateway strict = new RunningGateway(settings)) {
            String length = "Content-Length: 0";
            RawClient.ask(strict.port(), "POST", "/api/v1/login", length, "X-Forwarded-For: 192.0.2.1");
            Answer answer = RawClient.ask(
                    strict.port(),
                    "POST",
                    "/api/v1/login/",
                    length,
                    "X-Forwarded-For: 192.0.2.2",
                    "Forwarded: for=9.9.9.9");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(service.seen.take().headers().get("X-Forwarded-For")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void behindATrustedProxyEachClientIsCountedForItself() throws Exception {
        settings.put("tradepost.gateway.rate-limit.address.login", "1/h");
        settings.put("tradepost.gateway.trusted-proxies", "127.0.0.0/8");
        try (RunningGateway strict = new RunningGateway(settings)) {
            String[] one = {"Content-Length: 0", "X-Forwarded-For: 198.51.100.9, 192.0.2.1"};
            String[] other = {"Content-Length: 0", "X-Forwarded-For: 198.51.100.9, 192.0.2.2"};
            assertThat(RawClient.ask(strict.port(), "POST", "/api/v1/login", one)
                            .status())
                    .isEqualTo(200);
            assertThat(RawClient.ask(strict.port(), "POST", "/api/v1/login", other)
                            .status())
                    .isEqualTo(200);
            assertThat(RawClient.ask(strict.port(), "POST", "/api/v1/login", one)
                            .status())
                    .isEqualTo(429);
        }
    }

    @Test
    void showsWhereToGoFromTheBareAddress() throws Exception {
        Answer answer = RawClient.get(gateway.port(), "/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"name\":\"Tradepost\"").contains("\"openapi\":\"/openapi\"");
    }

    @Test
    void offersTheApiDocumentInBothForms() throws Exception {
        Answer yaml = RawClient.get(gateway.port(), "/openapi");
        assertThat(yaml.head().header("Content-Type")).get().asString().startsWith("application/yaml");
        Answer json = RawClient.get(gateway.port(), "/openapi", "Accept: application/json");
        assertThat(json.head().header("Content-Type")).get().asString().startsWith("application/json");
        assertThat(RawClient.get(gateway.port(), "/openapi.json").body()).startsWith("{");
    }

    @Test
    void servesTheApiPageFromItselfOnly() throws Exception {
        Answer page = RawClient.get(gateway.port(), "/openapi/ui");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("/openapi/ui/swagger-ui-bundle.js").doesNotContain("https://");
        assertThat(page.head().header("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'")
                .contains("script-src 'self'");
        assertThat(RawClient.get(gateway.port(), "/openapi/ui/swagger-ui.css").status())
                .isEqualTo(200);
        assertThat(RawClient.get(gateway.port(), "/openapi/ui/swagger-ui-bundle.js")
                        .status())
                .isEqualTo(200);
        assertThat(RawClient.get(gateway.port(), "/openapi/ui/other.js").status())
                .isEqualTo(404);
    }
}
