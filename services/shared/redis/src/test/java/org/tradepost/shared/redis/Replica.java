package org.tradepost.shared.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.testkit.Eventually;

/** One of several replicas that share a Redis and a database, which is a map. */
final class Replica implements AutoCloseable {

    static final String PREFIX = "test:v1:";

    private final Map<CacheKey, String> database;
    private final List<CacheKey> loaded = new ArrayList<>();
    private final Redis redis;
    private final SecondLevelCache<String> cache;

    Replica(String url, Map<CacheKey, String> database) {
        this(url, database, Duration.ofMinutes(5));
    }

    Replica(String url, Map<CacheKey, String> database, Duration timeToLive) {
        this.database = database;
        this.redis = new Redis(url, 1_000);
        this.cache = new SecondLevelCache<>(
                redis,
                PREFIX,
                new ReadThroughCache.Settings(timeToLive, timeToLive, 1),
                new SecondLevelCache.Format<>(text -> ('"' + text + '"').getBytes(UTF_8), Replica::read));
    }

    private static String read(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (!text.startsWith("\"")) {
            throw new IllegalArgumentException(text);
        }
        return text.substring(1, text.length() - 1);
    }

    static CacheKey key(String id) {
        return CacheKey.of("thing", id);
    }

    /** What changed lately is not known here: each test says it. */
    Replica joined(String... changedLately) {
        Eventually.holds("joined", () -> join(changedLately));
        return this;
    }

    boolean join(String... changedLately) {
        return cache.join(() ->
                Optional.of(List.of(changedLately).stream().map(Replica::key).toList()));
    }

    Optional<String> get(String id) {
        return get(id, () -> {});
    }

    /** @param whileReading runs when the database has been read and the value is on its way */
    Optional<String> get(String id, Runnable whileReading) {
        Map<CacheKey, String> found = cache.getAll(Set.of(key(id)), missing -> {
            Map<CacheKey, String> read = new HashMap<>(database);
            read.keySet().retainAll(missing);
            loaded.addAll(missing);
            whileReading.run();
            return read;
        });
        return Optional.ofNullable(found.get(key(id)));
    }

    /** What it read from the database, in order. */
    List<CacheKey> loaded() {
        return loaded;
    }

    /** Asked until the answer comes from Redis. */
    Optional<String> shared(String id) {
        Eventually.holds(id + " is given from Redis", () -> {
            loaded.clear();
            get(id);
            return loaded.isEmpty();
        });
        return get(id);
    }

    void change(String id, String value) {
        database.put(key(id), value);
        hearOf(id);
    }

    void hearOf(String id) {
        cache.invalidate(Set.of(key(id)));
    }

    SecondLevelCache<String> cache() {
        return cache;
    }

    Redis redis() {
        return redis;
    }

    @Override
    public void close() {
        redis.close();
    }
}
