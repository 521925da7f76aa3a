package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class HeadersTest {

    private StubService service;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        gateway = new RunningGateway(RunningGateway.allAt(service));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    private HttpFields arriving(String... sent) throws Exception {
        RawClient.get(gateway.port(), "/api/v1/products", sent);
        return service.seen.take().headers();
    }

    @Test
    void passesWhatTheServicesNeed() throws Exception {
        HttpFields headers = arriving(
                "Authorization: Bearer x",
                "Idempotency-Key: k",
                "If-Match: \"3\"",
                "Prefer: wait=5",
                "Accept: application/json");
        assertThat(headers.get("Authorization")).isEqualTo("Bearer x");
        assertThat(headers.get("Idempotency-Key")).isEqualTo("k");
        assertThat(headers.get("If-Match")).isEqualTo("\"3\"");
        assertThat(headers.get("Prefer")).isEqualTo("wait=5");
        assertThat(headers.get("Accept")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive: timeout=5",
                "Proxy-Authorization: Basic x",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Trailer: X-Sum",
                "Proxy: http://evil.example",
                "Tradepost-On-Behalf-Of: guessed",
                "tradepost-anything: x",
                "X-Real-IP: 1.2.3.4",
                "X-Forwarded-Prefix: /evil",
                "$WSRA: 1.2.3.4"
            })
    void dropsWhatConcernsOneHopOrIsInternal(String header) throws Exception {
        assertThat(arriving(header).contains(header.substring(0, header.indexOf(':'))))
                .isFalse();
    }

    @Test
    void dropsHeadersThatConnectionNames() throws Exception {
        HttpFields headers = arriving("Connection: keep-alive, X-Hop", "X-Hop: 1", "X-Stays: 2");
        assertThat(headers.contains("X-Hop")).isFalse();
        assertThat(headers.get("X-Stays")).isEqualTo("2");
        assertThat(headers.contains("Connection")).isFalse();
    }

    @Test
    void replacesForwardedHeadersByItsOwn() throws Exception {
        HttpFields headers = arriving("X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "Forwarded: for=1.2.3.4");
        assertThat(headers.getValuesList("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.get("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(headers.get("X-Forwarded-Host")).isEqualTo("shop.example");
        assertThat(headers.getValuesList("Forwarded"))
                .containsExactly("for=127.0.0.1;proto=http;host=\"shop.example\"");
        assertThat(headers.get("Host")).startsWith("127.0.0.1:");
    }

    @Test
    void passesAndReturnsTheCallersCorrelation() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Answer answer =
                RawClient.get(gateway.port(), "/api/v1/products", "X-Request-ID: abc-1", "traceparent: " + trace);
        HttpFields headers = service.seen.take().headers();
        assertThat(headers.getValuesList("X-Request-ID")).containsExactly("abc-1");
        assertThat(headers.getValuesList("traceparent")).containsExactly(trace);
        assertThat(answer.head().headers("X-Request-ID")).containsExactly("abc-1");
        assertThat(answer.head().headers("traceparent")).containsExactly(trace);
    }

    /** Neither nobody nor a token that is not good, whatever the header says. */
    @Test
    void nobodyHasServicesLogMore() throws Exception {
        RawClient.get(gateway.port(), "/api/v1/products", "Tradepost-Debug: true");
        assertThat(service.seen.take().headers().getField("Tradepost-Debug")).isNull();
        RawClient.get(
                gateway.port(),
                "/api/v1/products",
                "Tradepost-Debug: true",
                "Authorization: Bearer a.b.c",
                "TRADEPOST-DEBUG: 1");
        assertThat(service.seen.take().headers().getField("Tradepost-Debug")).isNull();
    }

    @Test
    void makesACorrelationWhereNoneOrABadOneIsGiven() throws Exception {
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products", "X-Request-ID: a b\"<", "traceparent: 00-zz");
        HttpFields headers = service.seen.take().headers();
        assertThat(headers.get("X-Request-ID")).hasSize(36);
        assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(answer.head().header("X-Request-ID")).contains(headers.get("X-Request-ID"));
    }

    @Test
    void hidesTheServiceAndKeepsWhatItSays() throws Exception {
        service.does((request, response, callback) -> {
            var headers = response.getHeaders();
            headers.put("Server", "Inside/1.0");
            headers.put("X-Powered-By", "Servlet");
            headers.put("Via", "1.1 inside");
            headers.put("Tradepost-Node", "orders-7");
            headers.put("X-Request-ID", "other");
            headers.put("Connection", "X-Hop");
            headers.put("X-Hop", "1");
            headers.put("ETag", "\"7\"");
            headers.put("Location", "/api/v1/orders/7");
            headers.put("Cache-Control", "max-age=5");
            response.write(true, BufferUtil.toBuffer("{}"), callback);
        });
        Answer answer = RawClient.get(gateway.port(), "/api/v1/orders/7", "X-Request-ID: mine");
        for (String hidden : new String[] {"Server", "X-Powered-By", "Via", "Tradepost-Node", "X-Hop"}) {
            assertThat(answer.head().headers(hidden)).as(hidden).noneMatch(value -> !value.startsWith("Jetty"));
        }
        assertThat(answer.head().headers("X-Request-ID")).containsExactly("mine");
        assertThat(answer.head().header("ETag")).contains("\"7\"");
        assertThat(answer.head().header("Location")).contains("/api/v1/orders/7");
        assertThat(answer.head().headers("Cache-Control")).containsExactly("max-age=5");
        assertThat(answer.head().headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void forbidsStoringWhereTheServiceSaysNothing() throws Exception {
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products");
        assertThat(answer.head().headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.head().header("RateLimit-Policy")).contains("\"address-browse\";q=20000;w=1");
        assertThat(answer.head().header("RateLimit")).contains("\"address-browse\";r=19999;t=1");
    }
}
