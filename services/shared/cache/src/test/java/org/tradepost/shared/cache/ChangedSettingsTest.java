package org.tradepost.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {

    private static final CacheKey KEY = CacheKey.of("product", "A-1");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final ReadThroughCache<String> cache =
            new ReadThroughCache<>(settings(Duration.ofMinutes(5)), String::length, () -> true, nanos::get);

    @Test
    void aShorterLifeHoldsForWhatWasKeptBeforeToo() {
        read();
        read();
        assertThat(reads).hasValue(1);
        cache.use(settings(Duration.ofSeconds(1)));
        read();
        assertThat(reads).hasValue(2);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        read();
        assertThat(reads).hasValue(3);
    }

    private void read() {
        cache.get(KEY, () -> Optional.of("read " + reads.incrementAndGet()));
    }

    private static ReadThroughCache.Settings settings(Duration life) {
        return new ReadThroughCache.Settings(life, life, 1_000_000);
    }
}
