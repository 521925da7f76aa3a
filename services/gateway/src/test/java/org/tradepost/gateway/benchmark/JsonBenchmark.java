package org.tradepost.gateway.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tradepost.shared.rest.Json;

/** What it costs to read an order and to write it: {@code mvn -pl services/gateway -am -Pbenchmark -DskipTests verify}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {

    record Amount(long amount, String currency) {}

    record Line(int line, String sku, int quantity, Amount price) {}

    record Order(UUID id, String status, String channel, List<Line> items, Amount total, Instant placedAt) {}

    private final Order order = new Order(
            new UUID(1, 2),
            "CONFIRMED",
            "web",
            List.of(
                    new Line(1, "LAMP-1", 2, new Amount(1_299, "GBP")),
                    new Line(2, "VASE-7", 1, new Amount(2_450, "GBP"))),
            new Amount(5_048, "GBP"),
            Instant.parse("2026-03-01T10:15:30.120Z"));
    private final byte[] bytes = Json.write(order).getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public byte[] write() throws JsonProcessingException {
        return Json.mapper().writeValueAsBytes(order);
    }

    /** As a request: whatever is unknown, repeated or of another type is refused. */
    @Benchmark
    public Order read() throws IOException {
        return Json.mapper().readValue(bytes, Order.class);
    }

    /** As what another service says. */
    @Benchmark
    public Order readTolerantly() throws IOException {
        return Json.tolerant().readValue(bytes, Order.class);
    }
}
