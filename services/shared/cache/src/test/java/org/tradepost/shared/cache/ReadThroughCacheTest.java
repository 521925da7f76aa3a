package org.tradepost.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.ReadThroughCache.Settings;

class ReadThroughCacheTest {

    private static final CacheKey KEY = CacheKey.of("thing", "1");
    private static final CacheKey OTHER = CacheKey.of("thing", "2");
    private static final Settings SETTINGS = new Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 100_000);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean usable = true;
    private final ReadThroughCache<String> cache =
            new ReadThroughCache<>(SETTINGS, String::length, () -> usable, now::get);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatWasReadIsGivenAgainUntilItsTimeIsOver() {
        assertThat(read("a")).contains("a");
        pass(Duration.ofMinutes(5).minusNanos(1));
        assertThat(read("b")).contains("a");
        pass(Duration.ofNanos(1));
        assertThat(read("b")).contains("b");
        assertThat(reads).hasValue(2);
        assertThat(cache.figures().of(Result.HIT)).isEqualTo(1);
        assertThat(cache.figures().of(Result.MISS)).isEqualTo(2);
    }

    @Test
    void thatThereIsNothingIsKeptForAShorterTime() {
        assertThat(read(null)).isEmpty();
        pass(Duration.ofSeconds(29));
        assertThat(read("a")).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(read("a")).contains("a");
    }

    @Test
    void whoPeeksSeesWhatIsKeptAndReadsNothing() {
        assertThat(cache.peek(KEY)).isEmpty();
        read("a");
        assertThat(cache.peek(KEY)).contains(Optional.of("a"));
        cache.invalidate(Set.of(KEY));
        assertThat(cache.peek(KEY)).isEmpty();
        read(null);
        assertThat(cache.peek(KEY)).contains(Optional.empty());
        assertThat(reads).hasValue(2);
    }

    @Test
    void aReadingThatBeganBeforeAnInvalidationIsNotKept() throws Exception {
        Slow slow = new Slow("old");
        Future<Optional<String>> reading = threads.submit(() -> cache.get(KEY, slow));
        slow.begun.await();
        cache.invalidate(Set.of(KEY));
        assertThat(read("new")).contains("new");
        slow.goOn.countDown();
        assertThat(reading.get()).contains("old");
        assertThat(read("newer")).contains("new");
    }

    @Test
    void aReadingThatBeganBeforeEverythingWasForgottenIsNotKept() throws Exception {
        Slow slow = new Slow("old");
        Future<Optional<String>> reading = threads.submit(() -> cache.get(KEY, slow));
        slow.begun.await();
        cache.clear();
        slow.goOn.countDown();
        reading.get();
        assertThat(read("new")).contains("new");
    }

    @Test
    void aReadingThatBeganBeforeAChangeIsNotKept() throws Exception {
        Slow slow = new Slow("old");
        Future<Optional<String>> reading = threads.submit(() -> cache.get(KEY, slow));
        slow.begun.await();
        cache.put(KEY, Optional.of("new"), cache.claim());
        slow.goOn.countDown();
        reading.get();
        assertThat(read("newer")).contains("new");
    }

    @Test
    void ofAHundredWhoAskAtOnceOneReads() throws Exception {
        Slow slow = new Slow("a");
        List<Future<Optional<String>>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(threads.submit(() -> cache.get(KEY, slow)));
        }
        while (cache.figures().of(Result.JOINED) < 99) {
            Thread.yield();
        }
        slow.goOn.countDown();
        for (Future<Optional<String>> each : all) {
            assertThat(each.get()).contains("a");
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void whoWaitsForAReadingThatTakesTooLongReadsForHimself() throws Exception {
        Slow slow = new Slow("slow");
        threads.submit(() -> cache.get(KEY, slow));
        slow.begun.await();
        assertThat(read("own")).contains("own");
        slow.goOn.countDown();
    }

    @Test
    void aFailureIsThrownAndNotKeptAndThoseWhoWaitReadForThemselves() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Optional<String>> goOn = new CompletableFuture<>();
        Future<Optional<String>> failing = threads.submit(() -> cache.get(KEY, () -> {
            begun.countDown();
            return goOn.join();
        }));
        begun.await();
        Future<Optional<String>> waiting = threads.submit(() -> read("a"));
        while (cache.figures().of(Result.JOINED) < 1) {
            Thread.yield();
        }
        goOn.completeExceptionally(new IllegalStateException("away"));
        assertThatThrownBy(failing::get).hasRootCauseMessage("away");
        assertThat(waiting.get()).contains("a");
        assertThat(read("b")).contains("b");
    }

    @Test
    void aChangeIsWrittenThroughUnlessAnotherCameBetween() {
        long claim = cache.claim();
        cache.put(KEY, Optional.of("written"), claim);
        assertThat(read("read")).contains("written");

        long early = cache.claim();
        cache.invalidate(Set.of(OTHER));
        cache.put(KEY, Optional.of("perhaps older"), early);
        assertThat(read("read")).contains("read");
    }

    @Test
    void ofTwoChangesWithOneClaimNeitherIsTrusted() {
        long claim = cache.claim();
        cache.put(KEY, Optional.of("second"), claim);
        cache.put(KEY, Optional.of("first"), claim);
        assertThat(read("read")).contains("read");
    }

    @Test
    void whatWasRemovedIsWrittenThroughAsAbsent() {
        read("a");
        cache.put(KEY, Optional.empty(), cache.claim());
        assertThat(read("a")).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whileInvalidationsMayBeMissingEverythingIsReadAndNothingKept() {
        read("kept");
        usable = false;
        assertThat(read("now")).contains("now");
        cache.put(OTHER, Optional.of("a"), cache.claim());
        usable = true;
        assertThat(read("later")).contains("kept");
        assertThat(cache.get(OTHER, () -> Optional.of("b"))).contains("b");
        assertThat(cache.figures().of(Result.BYPASS)).isEqualTo(1);
    }

    @Test
    void ofManyOnlyTheMissingAreReadAndTogether() {
        cache.get(KEY, () -> Optional.of("a"));
        List<Set<CacheKey>> asked = new ArrayList<>();
        CacheKey none = CacheKey.of("thing", "3");
        Map<CacheKey, String> found = cache.getAll(List.of(KEY, OTHER, none, OTHER), missing -> {
            asked.add(missing);
            return Map.of(OTHER, "b");
        });
        assertThat(found).isEqualTo(Map.of(KEY, "a", OTHER, "b"));
        assertThat(asked).containsExactly(Set.of(OTHER, none));
        assertThat(cache.getAll(List.of(OTHER, none), missing -> {
                    throw new AssertionError("read again");
                }))
                .isEqualTo(Map.of(OTHER, "b"));
    }

    @Test
    void itStaysBelowItsSize() {
        String kilobyte = "x".repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            cache.get(CacheKey.of("thing", "n" + i), () -> Optional.of(kilobyte));
        }
        assertThat(cache.bytes()).isBetween(50_000L, 100_000L);
        assertThat(cache.size()).isLessThan(100);
        assertThat(cache.figures().evictions()).isGreaterThan(800);
    }

    @Test
    void theHottestAreThoseAskedForAgain() {
        read("a");
        for (int i = 0; i < 20; i++) {
            cache.get(CacheKey.of("thing", "n" + i), () -> Optional.of("x"));
        }
        read("a");
        assertThat(cache.hottest(5)).hasSize(5).contains(KEY);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Settings(Duration.ZERO, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(second, Duration.ofSeconds(2), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(second, second, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<String> read(String value) {
        return cache.get(KEY, () -> {
            reads.incrementAndGet();
            return Optional.ofNullable(value);
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** A reading that has seen its value long before it is done. */
    private final class Slow implements Supplier<Optional<String>> {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final String value;

        Slow(String value) {
            this.value = value;
        }

        @Override
        public Optional<String> get() {
            reads.incrementAndGet();
            begun.countDown();
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(value);
        }
    }
}
