package org.tradepost.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.testkit.Eventually;

/** When answers are asked for again, and by whom. */
class SharedCacheFreshnessTest extends CachingGateway {

    @Test
    void ofManyWhoMissItOneAsks() throws Exception {
        learn(LAMP);
        CountDownLatch goOn = new CountDownLatch(1);
        service.does((request, response, callback) -> {
            goOn.await(30, TimeUnit.SECONDS);
            saying("public, max-age=60").handle(request, response, callback);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> all = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> get(LAMP)))
                    .toList();
            Eventually.holds(
                    "all others wait", () -> gateway.gateway().cache().figures().of(Result.JOINED) == 49);
            goOn.countDown();
            for (Future<Answer> each : all) {
                assertThat(each.get().body()).isEqualTo("{\"version\":1}");
            }
        }
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void whatIsStaleIsAskedForAgainWithItsTag() throws Exception {
        settings.put("tradepost.gateway.cache.keep", "1");
        try (RunningGateway brief = new RunningGateway(settings)) {
            RawClient.get(brief.port(), LAMP);
            String first = RawClient.get(brief.port(), LAMP).body();
            service.seen.clear();
            service.does((request, response, callback) -> {
                response.setStatus(304);
                response.getHeaders().put("ETag", "\"1\"").put("Cache-Control", "public, s-maxage=30");
                callback.succeeded();
            });
            untilStale();
            Answer again = RawClient.get(brief.port(), LAMP);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first);
            assertThat(again.head().headers("Cache-Control")).containsExactly("public, s-maxage=30");
            assertThat(service.seen.take().headers().get("If-None-Match")).isEqualTo("\"1\"");

            service.does(saying("public, max-age=60"));
            version.incrementAndGet();
            untilStale();
            assertThat(RawClient.get(brief.port(), LAMP).body()).isEqualTo("{\"version\":2}");
        }
    }

    @Test
    void whatWasChangedThroughThisGatewayIsSeenAtOnce() throws Exception {
        keep(LAMP);
        keep("/api/v1/products?q=lamp");
        version.incrementAndGet();
        RawClient.ask(gateway.port(), "DELETE", LAMP);
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":2}");
        assertThat(get("/api/v1/products?q=lamp").body()).isEqualTo("{\"version\":2}");
        version.incrementAndGet();
        RawClient.ask(gateway.port(), "POST", "/api/v1/product-imports", "Content-Length: 0");
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":3}");
    }

    @Test
    void aChangeThatWasRefusedChangesNothing() throws Exception {
        keep(LAMP);
        version.incrementAndGet();
        service.does(StubService.answering(403, "{}"));
        RawClient.ask(gateway.port(), "DELETE", LAMP);
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":1}");
    }

    @Test
    void whatWasAskedForBeforeAChangeIsNotKeptWhenItComesAfterIt() throws Exception {
        learn(LAMP);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        service.does((request, response, callback) -> {
            if (request.getMethod().equals("GET")) {
                asked.countDown();
                goOn.await(30, TimeUnit.SECONDS);
            }
            saying("public, max-age=60", 1).handle(request, response, callback);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> early = threads.submit(() -> get(LAMP));
            asked.await();
            RawClient.ask(gateway.port(), "DELETE", LAMP);
            goOn.countDown();
            assertThat(early.get().body()).isEqualTo("{\"version\":1}");
        }
        version.incrementAndGet();
        service.does(saying("public, max-age=60"));
        assertThat(get(LAMP).body()).isEqualTo("{\"version\":2}");
    }

    /** What was answered by now is older than a millisecond, by the clock that the gateway reads. */
    private static void untilStale() {
        long answered = System.nanoTime();
        Eventually.holds("a millisecond is over", () -> System.nanoTime() - answered > 1_000_000);
    }
}
