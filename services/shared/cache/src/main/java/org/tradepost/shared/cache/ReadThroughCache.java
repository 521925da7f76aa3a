package org.tradepost.shared.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.tradepost.shared.cache.CacheFigures.Result;

/**
 * A cache-aside in process. Each missing entry is read once, by the first who asks, on his own thread; the others wait for it, but not for
 * long. An entry is in the map from the moment its reading begins. To invalidate is to take it out of there, and what is not there any
 * more when it has been read is handed to those who wait and kept by nobody; so a slow reading cannot undo an invalidation.
 *
 * @param <V> immutable values; that there is none is kept, too, for a shorter time
 */
public final class ReadThroughCache<V> {

    /**
     * @param timeToLive after which an entry is read again, whatever happened
     * @param absentTimeToLive the same for the knowledge that there is nothing
     * @param mostBytes of all entries together, about
     */
    public record Settings(Duration timeToLive, Duration absentTimeToLive, long mostBytes) {

        public Settings {
            if (timeToLive.isNegative() || timeToLive.isZero() || absentTimeToLive.compareTo(timeToLive) > 0) {
                throw new IllegalArgumentException("times to live must be above 0, that of absence at most the other");
            }
            if (mostBytes <= 0) {
                throw new IllegalArgumentException("the size of a cache must be above 0");
            }
        }
    }

    /** Longer than a reading takes; then something is wrong with it, and whoever waits had better read for himself. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int ENTRY_BYTES = 200;

    private final AsyncCache<CacheKey, Optional<V>> entries;
    private final ConcurrentMap<CacheKey, CompletableFuture<Optional<V>>> map;
    private final BooleanSupplier usable;
    private volatile Settings settings;
    private final CacheFigures figures = new CacheFigures();
    /** Grows with every invalidation and every change. */
    private final AtomicLong generation = new AtomicLong();

    /**
     * @param bytes that a value takes, about
     * @param usable false while invalidations may be missing; then everything is read, and nothing kept
     */
    public ReadThroughCache(Settings settings, ToIntFunction<V> bytes, BooleanSupplier usable) {
        this(settings, bytes, usable, Ticker.systemTicker());
    }

    ReadThroughCache(Settings settings, ToIntFunction<V> bytes, BooleanSupplier usable, Ticker ticker) {
        this.usable = usable;
        this.settings = settings;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(settings.mostBytes())
                .weigher((CacheKey key, Optional<V> value) ->
                        ENTRY_BYTES + key.size() + value.map(bytes::applyAsInt).orElse(0))
                .expireAfter(Expiry.writing((CacheKey key, Optional<V> value) -> timeToLive(value.isPresent())))
                .evictionListener((key, value, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        figures.evicted();
                    }
                })
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
        this.map = entries.asMap();
    }

    /** Keeps entries so from now on, and forgets those that were kept otherwise. How many bytes of them is decided at the start. */
    public void use(Settings other) {
        settings = other;
        clear();
    }

    private Duration timeToLive(boolean present) {
        return present ? settings.timeToLive() : settings.absentTimeToLive();
    }

    public CacheFigures figures() {
        return figures;
    }

    public long size() {
        return map.size();
    }

    /** Bytes of all entries, about. */
    public long bytes() {
        return eviction().weightedSize().orElse(0);
    }

    /** The keys that were asked for again and lately, the hottest first. */
    public List<CacheKey> hottest(int limit) {
        return List.copyOf(eviction().hottest(limit).keySet());
    }

    private Policy.Eviction<CacheKey, Optional<V>> eviction() {
        return entries.synchronous().policy().eviction().orElseThrow();
    }

    /**
     * The value of a key, read if need be.
     *
     * @param load reads it from where it is kept; runs on this thread, at most once
     */
    public Optional<V> get(CacheKey key, Supplier<Optional<V>> load) {
        Map<CacheKey, V> found = getAll(
                Set.of(key),
                missing -> load.get().map(value -> Map.of(key, value)).orElse(Map.of()));
        return Optional.ofNullable(found.get(key));
    }

    /**
     * The values of those keys that have one. What is missing is read together.
     *
     * @param load likewise; is given the keys that are neither here nor being read
     */
    public Map<CacheKey, V> getAll(Collection<CacheKey> keys, Function<Set<CacheKey>, Map<CacheKey, V>> load) {
        Set<CacheKey> distinct = new LinkedHashSet<>(keys);
        if (!usable.getAsBoolean()) {
            figures.count(Result.BYPASS, distinct.size());
            return load.apply(distinct);
        }
        Map<CacheKey, V> found = new HashMap<>();
        Map<CacheKey, CompletableFuture<Optional<V>>> ours = new LinkedHashMap<>();
        Map<CacheKey, CompletableFuture<Optional<V>>> others = new LinkedHashMap<>();
        for (CacheKey key : distinct) {
            CompletableFuture<Optional<V>> known = map.get(key);
            if (known == null) {
                CompletableFuture<Optional<V>> own = new CompletableFuture<>();
                known = map.putIfAbsent(key, own);
                if (known == null) {
                    ours.put(key, own);
                    continue;
                }
            }
            Optional<V> there = known.getNow(null);
            if (there == null) {
                others.put(key, known);
            } else {
                there.ifPresent(value -> found.put(key, value));
            }
        }
        figures.count(Result.MISS, ours.size());
        figures.count(Result.JOINED, others.size());
        figures.count(Result.HIT, distinct.size() - ours.size() - others.size());
        if (!ours.isEmpty()) {
            found.putAll(read(ours, load));
        }
        if (!others.isEmpty()) {
            found.putAll(await(others, load));
        }
        return found;
    }

    private Map<CacheKey, V> read(
            Map<CacheKey, CompletableFuture<Optional<V>>> ours, Function<Set<CacheKey>, Map<CacheKey, V>> load) {
        try {
            Map<CacheKey, V> read = load.apply(Set.copyOf(ours.keySet()));
            ours.forEach((key, own) -> own.complete(Optional.ofNullable(read.get(key))));
            return read;
        } catch (RuntimeException | Error failed) {
            // A failure is nobody's answer but its own: those who wait read for themselves. Null is not kept.
            ours.values().forEach(own -> own.complete(null));
            throw failed;
        }
    }

    private Map<CacheKey, V> await(
            Map<CacheKey, CompletableFuture<Optional<V>>> others, Function<Set<CacheKey>, Map<CacheKey, V>> load) {
        Map<CacheKey, V> found = new HashMap<>();
        List<CacheKey> left = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        others.forEach((key, reading) -> {
            try {
                Optional<V> read = reading.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (read == null) {
                    left.add(key);
                } else {
                    read.ifPresent(value -> found.put(key, value));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                left.add(key);
            } catch (ExecutionException | TimeoutException e) {
                left.add(key);
            }
        });
        if (!left.isEmpty()) {
            found.putAll(load.apply(Set.copyOf(left)));
        }
        return found;
    }

    /** What would be given for a key without reading: nothing when it is not kept, else what is known of its value. */
    public Optional<Optional<V>> peek(CacheKey key) {
        CompletableFuture<Optional<V>> known = usable.getAsBoolean() ? map.get(key) : null;
        return known == null ? Optional.empty() : Optional.ofNullable(known.getNow(null));
    }

    /** To be drawn before a change commits, and given to {@link #put} when it has. */
    public long claim() {
        return generation.get();
    }

    /**
     * Writes through what a change has committed. Should anything else have changed since the claim, it is not known which of them is
     * newer, and the entry is only dropped.
     *
     * @param value nothing for what was removed
     */
    public void put(CacheKey key, Optional<V> value, long claim) {
        if (!generation.compareAndSet(claim, claim + 1)) {
            invalidate(List.of(key));
            return;
        }
        // Whatever comes in between is seen here, or takes the entry out afterwards.
        map.compute(
                key,
                (same, before) -> generation.get() == claim + 1 && usable.getAsBoolean()
                        ? CompletableFuture.completedFuture(value)
                        : null);
    }

    /** Forgets the keys. Who asks from now on is given what is read from now on. */
    public void invalidate(Collection<CacheKey> keys) {
        generation.incrementAndGet();
        keys.forEach(map::remove);
    }

    /** Forgets everything. */
    public void clear() {
        generation.incrementAndGet();
        map.clear();
    }
}
