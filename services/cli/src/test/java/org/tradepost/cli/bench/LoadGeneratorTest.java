package org.tradepost.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.Json;

class LoadGeneratorTest {
    private static final ApiResponse FINE = new ApiResponse(200, new byte[0], 0);
    private static final ApiResponse REFUSED =
            new ApiResponse(409, "{\"code\":\"OUT_OF_STOCK\"}".getBytes(StandardCharsets.UTF_8), 0);

    private interface Attempt {
        ApiResponse run() throws IOException;
    }

    private record Fake(Attempt attempted) implements Scenario {
        @Override
        public void prepare() {
            // Nothing to put in place.
        }

        @Override
        public ApiResponse attempt() throws IOException {
            return attempted.run();
        }

        @Override
        public boolean isDone(ApiResponse response) {
            return response.status() == 200;
        }
    }

    private static BenchReport measure(Load load, Attempt attempt) {
        return BenchReport.of("fake", load.clients(), new LoadGenerator(new Fake(attempt)).run(load, "Measuring"));
    }

    @Test
    void stallIsCountedFromWhenRequestsWereDue() {
        AtomicInteger calls = new AtomicInteger();
        // One client, a request due every 10 ms, and the first one takes 300 ms: those behind it have waited too.
        BenchReport report = measure(new Load(1, 100, Duration.ofMillis(500)), () -> {
            if (calls.getAndIncrement() == 0) {
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            }
            return FINE;
        });

        assertThat(report.requests()).isEqualTo(50);
        assertThat(report.p50Ms()).isGreaterThan(20);
        assertThat(report.errors()).isZero();
    }

    @Test
    void pacedLoadSendsAsManyRequestsAsAreDue() {
        BenchReport report = measure(new Load(4, 200, Duration.ofMillis(500)), () -> FINE);

        assertThat(report.requests()).isEqualTo(100);
        assertThat(report.perSecond()).isBetween(100.0, 201.0);
    }

    @Test
    void unpacedClientsSendAsFastAsTheyAreAnswered() {
        BenchReport report = measure(new Load(2, 0, Duration.ofMillis(100)), () -> FINE);

        assertThat(report.requests()).isGreaterThan(100);
    }

    @Test
    void refusalsAndBrokenConnectionsAreErrorsAndNotCountedAsDone() {
        AtomicInteger calls = new AtomicInteger();
        BenchReport report = measure(new Load(1, 100, Duration.ofMillis(100)), () -> switch (calls.getAndIncrement()) {
            case 0 -> REFUSED;
            case 1 -> throw new IOException("reset");
            default -> FINE;
        });

        assertThat(report.requests()).isEqualTo(10);
        assertThat(report.errors()).isEqualTo(2);
        assertThat(report.firstError()).contains("409 OUT_OF_STOCK");
        assertThat(report.perSecond()).isLessThan(report.requests() / report.seconds());
    }

    @Test
    void jsonHasExactlyTheDocumentedMembers() {
        BenchReport report = measure(new Load(1, 0, Duration.ofMillis(20)), () -> FINE);

        assertThat(Json.tree(Json.bytes(report)).fieldNames())
                .toIterable()
                .containsExactly(
                        "scenario",
                        "clients",
                        "seconds",
                        "requests",
                        "errors",
                        "perSecond",
                        "meanMs",
                        "p50Ms",
                        "p95Ms",
                        "p99Ms",
                        "p999Ms");
    }
}
