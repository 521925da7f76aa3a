package org.tradepost.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.caching.control.SharedCache;
import org.tradepost.gateway.caching.control.StoredAnswer;
import org.tradepost.shared.cache.CacheKey;

/** What is asked for often is asked for again, once, when three quarters of its time are over, and nobody waits for that. */
class AgeingAnswerTest {

    private static final Duration KEEP = Duration.ofMillis(400);
    private static final CacheKey TARGET = CacheKey.ofTarget("/api/v1/products/A-1", null);

    private long now = 1;
    private final SharedCache cache = new SharedCache(KEEP, 1_000_000, () -> now);
    private final List<CompletableFuture<StoredAnswer>> asked = new ArrayList<>();
    private final Function<Optional<StoredAnswer>, CompletableFuture<StoredAnswer>> service = known -> {
        CompletableFuture<StoredAnswer> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    };

    @BeforeEach
    void keep() {
        passes(1);
        cache.ask(TARGET, service);
        asked.getFirst().complete(answer());
    }

    @Test
    void oneReaderAsksAgainBeforeItIsStale() {
        passes(299);
        assertThat(cache.fresh(TARGET, service)).isPresent();
        assertThat(asked).hasSize(1);
        passes(2);
        assertThat(cache.fresh(TARGET, service)).isPresent();
        assertThat(cache.fresh(TARGET, service)).isPresent();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(answer());
        passes(298);
        assertThat(cache.fresh(TARGET, service)).isPresent();
        assertThat(asked).hasSize(2);
    }

    @Test
    void untilTheAnswerComesTheOldOneIsGivenWhileItIsFresh() {
        passes(350);
        assertThat(cache.fresh(TARGET, service)).isPresent();
        passes(49);
        assertThat(cache.fresh(TARGET, service)).isPresent();
        passes(1);
        assertThat(cache.fresh(TARGET, service)).isEmpty();
        assertThat(asked).hasSize(2);
    }

    private StoredAnswer answer() {
        return new StoredAnswer(HttpFields.EMPTY, new byte[] {1}, now, KEEP);
    }

    private void passes(int millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
