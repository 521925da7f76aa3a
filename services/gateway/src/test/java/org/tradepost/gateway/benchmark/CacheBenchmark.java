package org.tradepost.gateway.benchmark;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;

/** What a cache costs a hundred threads that ask at once: {@code mvn -pl services/gateway -am -Pbenchmark -DskipTests verify}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(100)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {

    private static final int KEYS = 1_024;
    private static final int ONE_CHANGE_IN = 1_000;

    private final ReadThroughCache<String> cache = new ReadThroughCache<>(
            new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 16 << 20),
            String::length,
            () -> true);

    /** Everything is there. */
    @Benchmark
    public Optional<String> hits() {
        return read(key());
    }

    /** One in a thousand forgets what the others read. */
    @Benchmark
    public Optional<String> hitsAndChanges() {
        CacheKey key = key();
        if (ThreadLocalRandom.current().nextInt(ONE_CHANGE_IN) == 0) {
            cache.invalidate(Set.of(key));
        }
        return read(key);
    }

    /** The text of a target, as the gateway finds what it keeps. */
    @Benchmark
    public CacheKey target() {
        return CacheKey.ofTarget("/api/v1/products/LAMP%2d1", null);
    }

    private Optional<String> read(CacheKey key) {
        return cache.get(key, () -> Optional.of("a product"));
    }

    private static CacheKey key() {
        return CacheKey.of(
                "product", Integer.toString(ThreadLocalRandom.current().nextInt(KEYS)));
    }
}
