package org.tradepost.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.caching.control.SharedCache;
import org.tradepost.shared.cache.CacheKey;

class SharedCacheSwitchTest {

    private static final Duration KEEP = Duration.ofMillis(500);
    private static final CacheKey TARGET = CacheKey.ofTarget("/api/v1/products/A-1", null);

    private final SharedCache cache = new SharedCache(KEEP, 1_000_000, System::nanoTime);

    @Test
    void switchedOffItKnowsOfNothingToKeep() {
        cache.learn(TARGET);
        assertThat(cache.knows(TARGET)).isTrue();
        cache.use(false, KEEP);
        assertThat(cache.knows(TARGET)).isFalse();
        cache.use(true, Duration.ofMillis(50));
        assertThat(cache.knows(TARGET)).isTrue();
        assertThat(cache.keep()).isEqualTo(Duration.ofMillis(50));
    }
}
