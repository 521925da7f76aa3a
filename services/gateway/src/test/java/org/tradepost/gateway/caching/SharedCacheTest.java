package org.tradepost.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.gateway.testing.StubService.Seen;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.testkit.Eventually;

/** Which answers are kept, and who is given them. */
class SharedCacheTest extends CachingGateway {

    @Test
    void whatEverybodyMayReadIsAskedForOnce() throws Exception {
        learn(LAMP);
        Answer first = get(LAMP);
        version.incrementAndGet();
        Answer second = get(LAMP);
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body()).isEqualTo("{\"version\":1}");
        assertThat(service.seen).hasSize(1);
        assertThat(second.head().headers("ETag")).containsExactly("\"1\"");
        assertThat(second.head().headers("Content-Type")).containsExactly("application/json");
        assertThat(second.head().headers("Cache-Control")).containsExactly("public, max-age=0, s-maxage=60");
        assertThat(second.head().headers("Age")).containsExactly("0");
        assertThat(second.head().headers("Date")).containsExactly("Tue, 15 Nov 1994 08:12:31 GMT");
        assertThat(second.head().headers("Link")).containsExactly("</a>; rel=\"next\"", "</b>; rel=\"prev\"");
        assertThat(second.head().headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void whoIsAnsweredFromTheCacheIsCountedAndLimitedAndHasAnIdOfHisOwn() throws Exception {
        learn(LAMP);
        Answer first = RawClient.get(gateway.port(), LAMP, "X-Request-ID: first");
        Answer second = RawClient.get(gateway.port(), LAMP, "X-Request-ID: second");
        assertThat(second.head().headers("X-Request-ID")).containsExactly("second");
        assertThat(second.head().headers("RateLimit")).hasSize(1).doesNotContain("of the service");
        assertThat(first.head().header("traceparent"))
                .isNotEqualTo(second.head().header("traceparent"));
        Eventually.holds("three calls are told", () -> gateway.answered().size() == 3);
        assertThat(gateway.answered()).allSatisfy(call -> {
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.route()).isEqualTo("/api/v1/products");
        });
        assertThat(gateway.gateway().cache().figures().of(Result.HIT)).isEqualTo(1);
        assertThat(gateway.gateway().cache().figures().of(Result.MISS)).isEqualTo(1);
    }

    @Test
    void limitsHoldForTheCacheToo() throws Exception {
        settings.put("tradepost.gateway.rate-limit.address.browse", "3/h");
        try (RunningGateway strict = new RunningGateway(settings)) {
            for (int i = 0; i < 3; i++) {
                assertThat(RawClient.get(strict.port(), LAMP).status()).isEqualTo(200);
            }
            assertThat(RawClient.get(strict.port(), LAMP).status()).isEqualTo(429);
        }
    }

    @Test
    void whoHasItAlreadyIsToldSo() throws Exception {
        keep(LAMP);
        for (String known : new String[] {"\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"}) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("GET " + LAMP + " HTTP/1.1\r\nHost: shop.example\r\nIf-None-Match: " + known + "\r\n\r\n");
                RawClient.Head answer = client.head();
                assertThat(answer.status()).as(known).isEqualTo(304);
                assertThat(answer.headers("ETag")).containsExactly("\"1\"");
                assertThat(answer.header("Content-Type")).isEmpty();
            }
        }
        assertThat(RawClient.get(gateway.port(), LAMP, "If-None-Match: \"0\"").status())
                .isEqualTo(200);
        assertThat(service.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer x",
                "Range: bytes=0-1",
                "If-Match: \"1\"",
                "Cache-Control: no-cache",
                "Pragma: no-cache",
                "Accept: text/html",
                "Accept-Signature: sig1=()"
            })
    void whatSomebodyInParticularAsksGoesToTheServiceAndIsNotKept(String field) throws Exception {
        keep(LAMP);
        version.incrementAndGet();
        assertThat(RawClient.get(gateway.port(), LAMP, field).body()).isEqualTo("{\"version\":2}");
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":1}");
        assertThat(service.seen).hasSize(1);
    }

    /** As some clients say it of every request without content. */
    @Test
    void whoSaysThatHeSendsNothingIsAnsweredLikeEverybody() throws Exception {
        keep(LAMP);
        assertThat(RawClient.get(gateway.port(), LAMP, "Content-Length: 0").status())
                .isEqualTo(200);
        assertThat(service.seen).isEmpty();
    }

    @Test
    void whatBringsContentGoesToTheService() throws Exception {
        keep(LAMP);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET " + LAMP + " HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.head().status()).isEqualTo(200);
        }
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void onlyGetIsAnsweredFromTheCache() throws Exception {
        keep(LAMP);
        for (String method : List.of("HEAD", "DELETE")) {
            RawClient.ask(gateway.port(), method, LAMP);
        }
        assertThat(service.seen).extracting(Seen::method).containsExactly("HEAD", "DELETE");
    }

    @Test
    void otherRoutesAreNotKeptWhateverTheirServiceSays() throws Exception {
        keep("/api/v1/users/1");
        version.incrementAndGet();
        assertThat(RawClient.get(gateway.port(), "/api/v1/users/1").body()).isEqualTo("{\"version\":2}");
    }

    /** Nobody can put into what others are given what the key does not have. */
    @Test
    void ofARequestOnlyItsTargetReachesTheService() throws Exception {
        learn(LAMP);
        RawClient.get(
                gateway.port(),
                LAMP,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Scheme: nothttps",
                "X-Original-URL: /internal",
                "X-HTTP-Method-Override: DELETE",
                "Forwarded: host=evil.example",
                "Origin: https://evil.example",
                "Accept-Language: tlh",
                "Accept-Encoding: gzip",
                "Prefer: wait=60",
                "Cookie: a=b",
                "Evil: yes");
        Seen seen = service.seen.take();
        assertThat(seen.target()).isEqualTo("/catalog" + LAMP);
        assertThat(seen.headers().getFieldNamesCollection())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("host", "accept", "tradepost-timeout-ms", "x-request-id", "traceparent");
        assertThat(seen.headers().get("Host")).startsWith("127.0.0.1:");
    }

    @Test
    void targetsThatMayDifferAreKeptApart() throws Exception {
        List<String> targets = List.of(
                "/api/v1/products?skus=a&skus=b",
                "/api/v1/products?skus=b&skus=a",
                "/api/v1/products?skus=a,b",
                "/api/v1/products?skus=a%2Cb",
                "/api/v1/products?skus=a&skus=b&skus=b",
                "/api/v1/products?skus=a&utm=1&skus=b",
                "/api/v1/products",
                "/api/v1/products?",
                "/api/v1/products/lamp-1",
                "/api/v1/products/LAMP%201",
                "/api/v1/products/LAMP+1");
        for (String target : targets) {
            keep(target);
            version.incrementAndGet();
        }
        for (int i = 0; i < targets.size(); i++) {
            assertThat(get(targets.get(i)).body()).as(targets.get(i)).isEqualTo("{\"version\":" + (i + 1) + "}");
        }
    }

    @Test
    void targetsThatAreTheSameShareTheirAnswer() throws Exception {
        learn("/api/v1/products/LAMP%2D%7e%c3%A4");
        get("/api/v1/products/LAMP%2d%7e%C3%A4");
        get("/api/v1/products/LAMP-~%c3%a4");
        assertThat(service.seen)
                .hasSize(1)
                .extracting(Seen::target)
                .containsExactly("/catalog/api/v1/products/LAMP-~%C3%A4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private, max-age=60", "public, max-age=60, no-cache", "max-age=60"})
    void whatIsNotForEverybodyIsNotKept(String caching) throws Exception {
        learn(LAMP);
        service.does(saying(caching));
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":1}");
        version.incrementAndGet();
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":2}");
    }

    @Test
    void refusalsAndFailuresAreNotKept() throws Exception {
        for (int status : new int[] {404, 500, 503}) {
            String product = LAMP + status;
            service.does(saying("public, max-age=60"));
            learn(product);
            service.does((request, response, callback) -> {
                response.getHeaders().put("Cache-Control", "public, max-age=60");
                StubService.answering(status, "{}").handle(request, response, callback);
            });
            assertThat(get(product).status()).isEqualTo(status);
            assertThat(get(product).status()).isEqualTo(status);
            service.does(saying("public, max-age=60"));
            assertThat(get(product).status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsTooLargeStreamsThrough() throws Exception {
        String large = "x".repeat(300_000);
        service.does((request, response, callback) -> {
            response.getHeaders().put("Cache-Control", "public, max-age=60");
            response.write(true, BufferUtil.toBuffer(large), callback);
        });
        assertThat(get(LAMP).body()).isEqualTo(large);
        assertThat(get(LAMP).body()).isEqualTo(large);
    }

    @Test
    void aServiceThatIsAwayIsSaidToBeAsWithoutACache() throws Exception {
        learn(LAMP);
        service.close();
        Answer answer = get(LAMP);
        assertThat(answer.status()).isIn(502, 503);
        assertThat(answer.head().header("Content-Type")).contains("application/problem+json");
    }
}
