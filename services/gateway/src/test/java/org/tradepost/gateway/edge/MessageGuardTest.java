package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

/** Heads that are too large or could be read in two ways. Some are refused by the embedded container already, which is as good. */
class MessageGuardTest {

    private static StubService service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        service = new StubService();
        Map<String, String> settings = RunningGateway.allAt(service);
        settings.put("tradepost.gateway.max-header", "4096");
        settings.put("tradepost.gateway.allowed-hosts", "shop.example, Api.Shop.Example,[::1]");
        gateway = new RunningGateway(settings);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        service.close();
    }

    private static Answer send(String head) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head);
            return client.answer("GET");
        }
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.head().headers("Connection")).containsExactly("close");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void refusesHeaderFieldsThatAreTooManyOrTooLarge() throws Exception {
        refused(
                RawClient.get(gateway.port(), "/api/v1/products", "Cookie: a=" + "x".repeat(4_096)),
                431,
                "HEADERS_TOO_LARGE");
        String[] many = new String[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = "X-" + i + ": 1";
        }
        refused(RawClient.get(gateway.port(), "/api/v1/products", many), 431, "HEADERS_TOO_LARGE");
    }

    @Test
    void refusesLongTargetsAndManyParameters() throws Exception {
        int port = gateway.port();
        refused(RawClient.get(port, "/api/v1/products?q=" + "a".repeat(8_200)), 414, "URI_TOO_LONG");
        Answer longPath = RawClient.get(port, "/api/v1/products/" + "a".repeat(2_100));
        assertThat(longPath.status()).isEqualTo(414);
        refused(RawClient.get(port, "/api/v1/products?" + "a=1&".repeat(100)), 400, "MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: +5",
                "Content-Length: 5, 5",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "X-Folded: a\r\n b",
                "Host: other.example"
            })
    void refusesWhatCouldBeReadInTwoWays(String fields) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\n" + fields
                    + "\r\n\r\n0\r\n\r\nGET /api/v1/products HTTP/1.1\r\nHost: shop.example\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(400);
            assertThat(client.rest()).doesNotContain("HTTP/1.1 2");
        }
        assertThat(service.seen).isEmpty();
    }

    @Test
    void noConnectionOutlivesAChunkedRequestNorABodyOfUnknownLength() throws Exception {
        for (String fields : new String[] {"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "\r\n"}) {
            Answer answer = send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\n" + fields);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.head().headers("Connection")).containsExactly("close");
            service.seen.take();
        }
        Answer kept = send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n\r\n");
        assertThat(kept.head().headers("Connection")).isEmpty();
        service.seen.take();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, 200",
        "shop.example:8443, 200",
        "SHOP.example, 200",
        "api.shop.example, 200",
        "[::1]:9080, 200",
        "evil.example, 421",
        "shop.example.evil.example, 421",
        "evil-shop.example, 421",
        "127.0.0.1, 421"
    })
    void answersForItsOwnHostsOnly(String host, int status) throws Exception {
        Answer answer = send("GET /api/v1/products HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        if (status == 200) {
            assertThat(answer.status()).isEqualTo(200);
            service.seen.take();
        } else {
            refused(answer, 421, "MISDIRECTED_REQUEST");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop.example/x", "user@shop.example", "shop.example:http", "shop example", "\"shop.example\""})
    void refusesWhatIsNoHost(String host) throws Exception {
        assertThat(send("GET /api/v1/products HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(service.seen).isEmpty();
    }
}
