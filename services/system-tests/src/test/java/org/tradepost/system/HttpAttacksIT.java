package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.RawHttp.RawAnswer;
import org.tradepost.system.Shop.Customer;

/** Requests that try to get something past one parser by means of another, or to be taken for somebody else's. */
@Tag("deployment")
class HttpAttacksIT {

    private static final String BEHIND = "GET /api/v1/products?limit=1&smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n";

    /** Sends the head (lines joined by {@code |}) and what belongs to it, with another request right behind. */
    private static String sent(String method, String fields, String body) {
        String head = method + " /api/v1/login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
                + fields.replace("|", "\r\n") + "\r\n\r\n";
        return RawHttp.exchange(head + body + BEHIND);
    }

    private static int answers(String all) {
        return all.split("HTTP/1\\.1 [1-5][0-9][0-9] ", -1).length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2|Content-Length: 2",
                "Content-Length: 18446744073709551618",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
                "Content-Length: 2|Transfer-Encoding : chunked",
                "Content-Length: 2|Transfer-Encoding: xchunked",
                "Content-Length: 2|Transfer-Encoding:| chunked",
                "Content-Length: 2|X-Nul: a\u0000b",
                "Content-Length: 2|X A: b",
                "Content-Length: 2|no colon",
                "Content-Length: 2|: b",
                "Content-Length: 2|Host: other.example",
                "Content-Length: 2|Host: HOST"
            })
    void framingThatCouldBeReadInTwoWaysIsRefusedAndNothingBehindItIsRead(String fields) {
        String all = sent("POST", fields, "{}");
        assertThat(all).as(fields).startsWith("HTTP/1.1 400 ").doesNotContain("\"items\"");
        assertThat(answers(all)).as("answers in %s", all).isEqualTo(1);
    }

    /** The container keeps one of the two framings, or none; whichever it is, the connection ends there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 2",
                "Content-Length: 2|Content-Length: 3",
                "Content-Length: +2",
                "Content-Length: -1",
                "Content-Length: 2, 2",
                "Content-Length: 0x2",
                "Content-Length: 2 2",
                "Content-Length: ",
                "Transfer-Encoding : chunked",
                "X-Cr: a\rContent-Length: 5|Content-Length: 2"
            })
    void whereTheContainerChoosesAFramingNothingBehindIsRead(String fields) {
        String all = sent("POST", fields, "{}");
        assertThat(all).as(fields).startsWith("HTTP/1.1 4").doesNotContain("\"items\"");
        assertThat(answers(all)).as("answers in %s", all).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2;a=b\r\n{}\r\n0\r\n\r\n",
                "2\n{}\n0\n\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "100000002\r\n{}\r\n0\r\n\r\n",
                "10000000000000002\r\n{}\r\n0\r\n\r\n",
                "1\r\n{}\r\n0\r\n\r\n",
                "2 \r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nContent-Length: 5\r\nX-A: b\r\n\r\n",
                "0\r\n\r\n"
            })
    void nothingBehindAChunkedRequestIsRead(String chunks) {
        String all = sent("POST", "Transfer-Encoding: chunked", chunks);
        assertThat(all).as(chunks).startsWith("HTTP/1.1 4").doesNotContain("\"items\"");
        assertThat(answers(all)).as("answers in %s", all).isEqualTo(1);
    }

    @Test
    void bareLineFeedsEndLinesAndNothingElse() {
        // RFC 9112, section 2.2, allows them; the length counts all the same, and what is behind is a request of its
        // own.
        String all = RawHttp.exchange("POST /api/v1/login HTTP/1.1\nHost: HOST\nContent-Type: application/json\n"
                + "Content-Length: 2\nConnection: close\n\n{}" + BEHIND);
        assertThat(all).startsWith("HTTP/1.1 4");
        assertThat(answers(all)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/products HTTP/2.0, 400",
        "GET /api/v1/products HTTP/1.2, 400",
        "GET /api/v1/products http/1.1, 505",
        "GET /api/v1/products?a b HTTP/1.1, 505",
        "GET http://evil.example/api/v1/products HTTP/1.1, 400",
        "PRI * HTTP/2.0, 400"
    })
    void oddRequestLinesAreRefused(String line, int status) {
        String all = RawHttp.exchange(line + "\r\nHost: HOST\r\n\r\n" + BEHIND);
        assertThat(all).matches("(?s)HTTP/[0-9.]+ " + status + " .*").doesNotContain("\"items\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "user@HOST", "HOST/x", "HOST:http", "", "\"HOST\""})
    void aHostThatIsNoneIsRefused(String host) {
        String all = RawHttp.exchange("GET /api/v1/products HTTP/1.1\r\nHost: " + host + "\r\n\r\n" + BEHIND);
        assertThat(all).startsWith("HTTP/1.1 400 ");
        assertThat(answers(all)).isEqualTo(1);
    }

    @Test
    void headersAndTargetsHaveTheirSizes() {
        RawAnswer cookie = RawHttp.get("/api/v1/products", "Cookie: a=" + "x".repeat(20_000));
        assertThat(cookie.status()).isEqualTo(431);
        assertThat(cookie.isProblem()).isTrue();
        String[] many = new String[150];
        java.util.Arrays.setAll(many, i -> "Cookie: c" + i + "=1");
        assertThat(RawHttp.get("/api/v1/products", many).status()).isEqualTo(431);
        assertThat(RawHttp.get("/api/v1/products", "X-A: " + "x".repeat(100_000))
                        .status())
                .isIn(400, 431);
        assertThat(RawHttp.get("/api/v1/products?q=" + "x".repeat(9_000)).status())
                .isEqualTo(414);
        assertThat(RawHttp.get("/api/v1/products/" + "x".repeat(3_000)).status())
                .isEqualTo(414);
        assertThat(RawHttp.get("/api/v1/products?" + "a=1&".repeat(200)).status())
                .isEqualTo(400);
        assertThat(RawHttp.get("/api/v1/products?limit=1", "X-A: " + "x".repeat(12_000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aChunkedBodyIsCountedToo() {
        // Well-formed as far as it goes, so that the service reads on.
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        String all = RawHttp.exchange("POST /api/v1/login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n");
        assertThat(all).startsWith("HTTP/1.1 413 ").contains("PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-ID, a%0d%0aSet-Cookie: x=1",
        "X-Request-ID, <script>alert(1)</script>",
        "X-Request-ID, ${jndi:ldap://127.0.0.1/a}",
        "traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01<b>",
        "traceparent, 00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "Origin, https://evil.example",
        "Idempotency-Key, a\tb"
    })
    void whatIsReturnedIsNeverWhatWasInjected(String name, String value) {
        RawAnswer answer = RawHttp.get("/api/v1/products?limit=1", name + ": " + value);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain(value.toLowerCase(Locale.ROOT), "set-cookie");
        assertThat(RawHttp.get("/api/v1/products?limit=1", "X-Request-ID: " + "a".repeat(65))
                        .head())
                .doesNotContain("a".repeat(65));
    }

    @Test
    void linesCannotBeAddedToAnAnswer() {
        Customer customer = Shop.customer();
        String split = "a\r\nSet-Cookie: x=1\r\n\r\n<html>";
        for (String target : List.of("/api/v1/products/%0d%0aSet-Cookie:x=1", "/nowhere%0d%0aX: 1")) {
            assertThat(RawHttp.get(target).head()).doesNotContain("Set-Cookie", "X: 1");
        }
        String all = RawHttp.exchange(
                "GET /api/v1/products?limit=1 HTTP/1.1\r\nHost: HOST\r\nX-Request-ID: " + split + "\r\n\r\n");
        assertThat(all).doesNotContain("<html>");
        Answer list = customer.api().get("/api/v1/orders?limit=1&x=%0d%0aSet-Cookie:%20a=b");
        assertThat(list.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "$WSRA", "X-Client-IP", "True-Client-IP"})
    void nobodyIsSomebodyElseByAHeader(String name) {
        String spoofed = name.equals("Forwarded") ? "for=10.9.8.7;proto=https" : "10.9.8.7";
        RawAnswer answer = RawHttp.get(
                "/api/v1/products?limit=1",
                name + ": " + spoofed,
                "X-Forwarded-Proto: https",
                "$WSSC: https",
                "$WSIS: true",
                "X-Forwarded-Host: evil.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContain("Strict-Transport-Security", "evil.example");
    }

    @Test
    void noAnswerSetsACookieAndACookieIsNobody() {
        String token = Shop.logIn(Shop.customer().email(), Shop.PASSWORD);
        for (String cookie : List.of("Authorization=Bearer " + token, "access_token=" + token, "LtpaToken2=" + token)) {
            RawAnswer answer = RawHttp.get("/api/v1/profile", "Cookie: " + cookie);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("set-cookie");
        }
        Api.anonymous().get("/openapi.json").body().path("paths").fieldNames().forEachRemaining(path -> {
            RawAnswer answer = RawHttp.get(path.replaceAll("\\{[^}]*}", "x"), "Authorization: Bearer " + token);
            assertThat(answer.head().toLowerCase(Locale.ROOT)).as(path).doesNotContain("set-cookie");
            assertThat(answer.status()).as(path).isNotEqualTo(500);
        });
    }

    @Test
    void theContainersOwnRefusalsSayLittleAndAreProtected() {
        for (String target : List.of("/a%00b", "/%zz", "/..;/x")) {
            String head = RawHttp.get(target).head().toLowerCase(Locale.ROOT);
            assertThat(head)
                    .as(target)
                    .startsWith("http/1.1 400")
                    .contains("x-content-type-options: nosniff", "content-security-policy: default-src 'none'")
                    .doesNotContain("\r\nserver:", "x-powered-by");
        }
        String elsewhere = RawHttp.exchange("GET / HTTP/1.1\r\nHost: a.example:1\r\n\r\n");
        assertThat(elsewhere).startsWith("HTTP/1.1 404 ").doesNotContainIgnoringCase("liberty");
    }

    /** Twenty dripping clients take no thread; nobody else waits. */
    @Test
    void slowHeadsKeepNobodyWaiting() throws IOException {
        URI url = Deployment.get().url();
        Socket[] slow = new Socket[50];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = new Socket(url.getHost(), url.getPort());
                slow[i].getOutputStream()
                        .write("GET /api/v1/products HTTP/1.1\r\nX-A".getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 10; i++) {
                Api.anonymous().get("/api/v1/products?limit=1").expect(200);
            }
        } finally {
            for (Socket socket : slow) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a.png",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/a.png",
                "https://2130706433/a.png",
                "https://localhost/a.png",
                "https://users/internal/users",
                "https://metadata.google.internal/a",
                "https://me@img.shop.example/a.png",
                "http://img.shop.example/a.png"
            })
    void anAddressInsideIsNoAvatar(String avatar) {
        String email = Shop.newEmail();
        Api.anonymous()
                .post(
                        "/api/v2/users",
                        Map.of("email", email, "password", Shop.PASSWORD, "name", "Test Customer", "avatar", avatar))
                .expectInvalid("avatar");
        assertThat(Shop.accounts(email)).isZero();
    }
}
