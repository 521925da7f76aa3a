package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

/** Who is believed about where a request came from, and what answers say to browsers. */
class EntranceTest {

    private static final String[] FORWARDED = {
        "X-Forwarded-For: 6.6.6.6, 5.5.5.5",
        "X-Forwarded-Proto: http, https",
        "X-Forwarded-Host: evil.example, shop.example",
        "Forwarded: for=7.7.7.7;proto=https;host=evil.example"
    };

    private StubService service;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        settings = RunningGateway.allAt(service);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void aStrangersForwardedHeadersCountForNothing() throws Exception {
        settings.put("tradepost.gateway.trusted-proxies", "10.0.0.0/8");
        try (RunningGateway gateway = new RunningGateway(settings)) {
            Answer answer = RawClient.get(gateway.port(), "/api/v1/products", FORWARDED);
            assertThat(answer.head().header("Strict-Transport-Security")).isEmpty();
            HttpFields arrived = service.seen.take().headers();
            assertThat(arrived.getValuesList("X-Forwarded-For")).containsExactly("127.0.0.1");
            assertThat(arrived.getValuesList("X-Forwarded-Proto")).containsExactly("http");
            assertThat(arrived.get("Forwarded")).isEqualTo("for=127.0.0.1;proto=http;host=\"shop.example\"");
        }
    }

    @Test
    void aTrustedProxyTellsTheClientTheSchemeAndTheHost() throws Exception {
        settings.put("tradepost.gateway.trusted-proxies", "127.0.0.0/8");
        settings.put("tradepost.gateway.hsts-max-age", "600");
        try (RunningGateway gateway = new RunningGateway(settings)) {
            Answer answer = RawClient.get(gateway.port(), "/api/v1/products", FORWARDED);
            assertThat(answer.head().headers("Strict-Transport-Security")).containsExactly("max-age=600");
            HttpFields arrived = service.seen.take().headers();
            assertThat(arrived.get("X-Forwarded-For")).isEqualTo("5.5.5.5");
            assertThat(arrived.get("X-Forwarded-Proto")).isEqualTo("https");
            assertThat(arrived.get("X-Forwarded-Host")).isEqualTo("shop.example");

            Answer odd = RawClient.get(
                    gateway.port(), "/api/v1/products", "X-Forwarded-Proto: javascript", "X-Forwarded-Host: a b");
            assertThat(odd.head().header("Strict-Transport-Security")).isEmpty();
            HttpFields oddArrived = service.seen.take().headers();
            assertThat(oddArrived.get("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(oddArrived.get("X-Forwarded-Host")).isEqualTo("shop.example");

            Answer local = RawClient.get(
                    gateway.port(), "/api/v1/products", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost:9443");
            assertThat(local.head().header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void everyAnswerIsProtectedAndNoneSetsACookie() throws Exception {
        service.does((request, response, callback) -> {
            response.getHeaders().put("Set-Cookie", "session=1");
            response.getHeaders().put("X-Frame-Options", "ALLOWALL");
            callback.succeeded();
        });
        try (RunningGateway gateway = new RunningGateway(settings)) {
            for (String path : new String[] {"/api/v1/products", "/nowhere", "/", "/openapi", "/openapi/ui"}) {
                Answer answer = RawClient.get(gateway.port(), path, "Cookie: session=1");
                var head = answer.head();
                assertThat(head.header("Set-Cookie")).as(path).isEmpty();
                assertThat(head.headers("X-Content-Type-Options")).as(path).containsExactly("nosniff");
                assertThat(head.headers("X-Frame-Options")).as(path).containsExactly("DENY");
                assertThat(head.headers("Referrer-Policy")).as(path).containsExactly("no-referrer");
                assertThat(head.headers("Cross-Origin-Resource-Policy"))
                        .as(path)
                        .containsExactly("same-origin");
                assertThat(head.header("Content-Security-Policy"))
                        .as(path)
                        .get()
                        .asString()
                        .contains("default-src 'none'", "frame-ancestors 'none'");
            }
            assertThat(service.seen.take().headers().contains("Cookie")).isFalse();
        }
    }
}
