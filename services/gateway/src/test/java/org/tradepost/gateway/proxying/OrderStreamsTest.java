package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.testkit.Eventually;

/** Streams of an order's events on their way through a gateway that has two places for them, and one connection for anything else. */
class OrderStreamsTest {

    private static final String STREAM = "/api/v1/orders/0198a7c2-0000-7000-8000-000000000001/events";
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private StubService service;
    private Map<String, String> settings;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        settings = RunningGateway.allAt(service);
        settings.put("tradepost.gateway.max-connections", "1");
        settings.put("tradepost.gateway.streams.most", "2");
        settings.put("tradepost.gateway.streams.silence", Long.toString(SILENCE.toMillis()));
        settings.put("tradepost.gateway.concurrency.slow", "50");
        gateway = new RunningGateway(settings);
        service.does((request, response, callback) -> {
            if (request.getHttpURI().getPath().endsWith("/events")) {
                Thread.startVirtualThread(() -> stream(response, callback));
            } else {
                StubService.answering(200, "{}").handle(request, response, callback);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        gateway.close();
        service.close();
    }

    @Test
    void eventsPassAtOnceAndNothingWaitsForTheEnd() throws Exception {
        Duration untilBegun;
        long asked = System.nanoTime();
        try (RawClient reader = follow()) {
            RawClient.Head head = reader.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).contains("text/event-stream");
            assertThat(head.header("X-Accel-Buffering")).contains("no");
            assertThat(head.header("Cache-Control")).contains("no-store");
            assertThat(reader.chunk()).contains("id: 1\n\n");
            untilBegun = Duration.ofNanos(System.nanoTime() - asked);
            assertThat(gateway.gateway().meters().gate().inFlight()).isZero();
            assertThat(gateway.gateway().meters().streams().open()).isEqualTo(1);
            assertThat(gateway.guards()
                            .find("orders")
                            .orElseThrow()
                            .report()
                            .bulkhead()
                            .inUse())
                    .isZero();
            assertThat(gateway.answered()).isEmpty();
            over.countDown();
            assertThat(reader.chunk()).contains("id: 2\n\n");
            assertThat(reader.chunk()).isEmpty();
        }
        Eventually.holds("the call is told", () -> !gateway.answered().isEmpty());
        assertThat(gateway.answered()).singleElement().satisfies(call -> {
            assertThat(call.route()).isEqualTo("/api/v1/orders/{id}/events");
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.took()).as("without the time it was read").isLessThan(untilBegun);
        });
    }

    @Test
    void aReaderWhoGoesAwayIsNoFailure() throws Exception {
        try (RawClient reader = follow()) {
            reader.head();
        }
        over.countDown();
        Eventually.holds("the call is told", () -> !gateway.answered().isEmpty());
        assertThat(gateway.answered()).singleElement().satisfies(call -> assertThat(call.status())
                .isEqualTo(200));
        nobodyIsLeft();
    }

    @Test
    void streamsTakeNoConnectionFromOthersAndAreRefusedBeyondTheirOwnNumber() throws Exception {
        try (RawClient one = follow();
                RawClient two = follow()) {
            assertThat(one.head().status()).isEqualTo(200);
            assertThat(two.head().status()).isEqualTo(200);
            assertThat(RawClient.get(gateway.port(), "/api/v1/orders/1").status())
                    .isEqualTo(200);
            Answer third = RawClient.get(gateway.port(), STREAM);
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.body()).contains("\"code\":\"OVERLOADED\"");
            assertThat(third.head().header("Content-Type")).contains("application/problem+json");
            assertThat(third.head().header("Retry-After")).contains("5");
            assertThat(RawClient.get(gateway.port(), STREAM + "/").status())
                    .as("with a slash at the end")
                    .isEqualTo(503);
        }
        over.countDown();
        nobodyIsLeft();
        assertThat(RawClient.get(gateway.port(), STREAM).status()).isEqualTo(200);
    }

    @Test
    void oneAddressCannotTakeAllPlaces() throws Exception {
        gateway.close();
        settings.put("tradepost.gateway.streams.per-address", "1");
        settings.put("tradepost.gateway.trusted-proxies", "127.0.0.0/8");
        gateway = new RunningGateway(settings);
        try (RawClient one = follow("X-Forwarded-For: 192.0.2.1")) {
            assertThat(one.head().status()).isEqualTo(200);
            Answer second = RawClient.get(gateway.port(), STREAM, "X-Forwarded-For: 192.0.2.1");
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.body()).contains("\"code\":\"RATE_LIMITED\"");
            assertThat(second.head().header("Retry-After")).contains("5");
            try (RawClient other = follow("X-Forwarded-For: 192.0.2.2")) {
                assertThat(other.head().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void drainingEndsStreamsProperlyAndLetsNoneIn() throws Exception {
        try (RawClient reader = follow()) {
            reader.head();
            assertThat(reader.chunk()).contains("id: 1\n\n");
            gateway.drains(true);
            assertThat(reader.chunk()).as("end").isEmpty();
        }
        nobodyIsLeft();
        Answer refused = RawClient.get(gateway.port(), STREAM);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.head().header("Retry-After")).contains("1");
        assertThat(RawClient.get(gateway.port(), "/api/v1/orders/1").status()).isEqualTo(200);
        gateway.drains(false);
        over.countDown();
        assertThat(RawClient.get(gateway.port(), STREAM).status()).isEqualTo(200);
    }

    @Test
    void aServiceWithoutAHeartbeatIsGivenUp() throws Exception {
        try (RawClient reader = follow()) {
            reader.head();
            assertThat(reader.chunk()).contains("id: 1\n\n");
            nobodyIsLeft();
        }
    }

    @Test
    void refusalsOfTheServicePassAndGiveThePlaceBack() throws Exception {
        service.does(StubService.answering(404, "{\"code\":\"NOT_FOUND\"}"));
        for (int i = 0; i < 5; i++) {
            assertThat(RawClient.get(gateway.port(), STREAM).status()).isEqualTo(404);
        }
        nobodyIsLeft();
    }

    @Test
    void streamsAreOnlyEverRead() throws Exception {
        assertThat(RawClient.ask(gateway.port(), "POST", STREAM, "Content-Length: 0")
                        .status())
                .isEqualTo(405);
        assertThat(RawClient.ask(gateway.port(), "HEAD", STREAM).status()).isEqualTo(405);
        nobodyIsLeft();
    }

    private void stream(Response response, Callback callback) {
        try {
            response.getHeaders().put("Content-Type", "text/event-stream");
            StubService.piece(response, false, "id: 1\n\n");
            over.await();
            StubService.piece(response, true, "id: 2\n\n");
            callback.succeeded();
        } catch (Exception gone) {
            callback.failed(gone);
        }
    }

    private RawClient follow(String... headers) throws Exception {
        RawClient client = new RawClient(gateway.port());
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        client.send("GET " + STREAM + " HTTP/1.1\r\nHost: shop.example\r\n" + lines + "\r\n");
        return client;
    }

    private void nobodyIsLeft() {
        Eventually.holds(
                "nobody is left", () -> gateway.gateway().meters().streams().open() == 0);
    }
}
