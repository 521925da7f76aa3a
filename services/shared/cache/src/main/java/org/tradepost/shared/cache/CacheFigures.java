package org.tradepost.shared.cache;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** How a cache is used: {@code cache_requests_total}, {@code cache_evictions_total}, {@code cache_entries}, {@code cache_bytes}. */
public final class CacheFigures {

    /** What became of one question to a cache. */
    public enum Result {
        /** It was there. */
        HIT,
        /** It was not and was read. */
        MISS,
        /** It was not, and somebody else was reading it already. */
        JOINED,
        /** The cache was not asked. */
        BYPASS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Result, LongAdder> results = new ConcurrentHashMap<>();
    private final LongAdder evictions = new LongAdder();

    public CacheFigures() {
        for (Result result : Result.values()) {
            results.put(result, new LongAdder());
        }
    }

    public void count(Result result) {
        results.get(result).increment();
    }

    public void count(Result result, long times) {
        results.get(result).add(times);
    }

    /** An entry had to go for others. */
    public void evicted() {
        evictions.increment();
    }

    public long of(Result result) {
        return results.get(result).sum();
    }

    public long evictions() {
        return evictions.sum();
    }

    /**
     * Publishes them as metrics with the labels {@code service} and {@code cache}.
     *
     * @param service that has the cache
     * @param cache its name
     * @param entries how many there are
     * @param bytes what they weigh, in bytes
     */
    public void publish(
            MetricRegistry registry, String service, String cache, LongSupplier entries, LongSupplier bytes) {
        publish(registry, service, cache);
        Tag[] tags = {new Tag("service", service), new Tag("cache", cache)};
        registry.gauge("cache_evictions_total", this::evictions, tags);
        registry.gauge("cache_entries", entries::getAsLong, tags);
        registry.gauge("cache_bytes", bytes::getAsLong, tags);
    }

    /** Publishes, of a cache whose entries are elsewhere, only how it is used. */
    public void publish(MetricRegistry registry, String service, String cache) {
        Tag owner = new Tag("service", service);
        Tag name = new Tag("cache", cache);
        for (Result result : Result.values()) {
            registry.gauge("cache_requests_total", () -> of(result), owner, name, new Tag("result", result.label()));
        }
    }
}
