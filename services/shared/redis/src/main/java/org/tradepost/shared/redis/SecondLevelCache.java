package org.tradepost.shared.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tradepost.shared.cache.CacheFigures;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;

/**
 * What processes share in Redis between the cache of each and the database. Who finds nothing there takes a lease with the same command,
 * and what he reads is taken only while the lease is there; to invalidate is to take away whatever is there, value or lease (Nishtala et
 * al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1). So a slow reading cannot undo an invalidation.
 *
 * <p>Each process protects itself: it invalidates whatever it hears of, though others have done so, and before it forgets its own copy.
 * When it may have missed something (it has just begun, an invalidation did not get through, the connection was lost and with it the
 * knowledge what is there now) it leaves Redis alone until it has {@linkplain #join joined} again.
 *
 * @param <V> immutable values; that there is none is kept, too, for a shorter time
 */
public final class SecondLevelCache<V> {

    /** How values are written; with another one the prefix of the keys has to be another, too. */
    public record Format<V>(Function<V, byte[]> write, Function<byte[], V> read) {}

    /** Nothing stays longer, whatever the settings of any process say, so that all of them know what to forget when they join. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** Half of what a page may take; the database would have answered by then. */
    private static final Duration PATIENCE = Duration.ofMillis(50);
    /** Longer than a reading takes. Should its reader die, the key is not kept in Redis until then. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private static final byte VALUE = 'V';
    private static final byte ABSENT = 'A';
    private static final byte LEASED = 'L';
    private static final byte[] RUBBISH = {'?'};
    private static final String FILL =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
            return 0""";

    private final Redis redis;
    private final String prefix;
    private final Format<V> format;
    private final CacheFigures figures = new CacheFigures();
    /** How often something may have been missed. */
    private final AtomicLong doubts = new AtomicLong();
    /** The doubts that the last joining has settled. */
    private volatile long settled = -1;

    private volatile ReadThroughCache.Settings settings;

    /**
     * @param prefix of all keys; names what is kept and the version of its format
     * @param settings times to live, of which {@link #LONGEST} is the most
     */
    public SecondLevelCache(Redis redis, String prefix, ReadThroughCache.Settings settings, Format<V> format) {
        this.redis = redis;
        this.prefix = prefix;
        this.settings = settings;
        this.format = format;
        redis.whenLost(this::doubt);
    }

    /** Other times to live, for what is kept from now on. */
    public void use(ReadThroughCache.Settings changed) {
        settings = changed;
    }

    public CacheFigures figures() {
        return figures;
    }

    /**
     * The values of those keys that have one.
     *
     * @param load reads from the database what is not in Redis; all, if that is away
     */
    public Map<CacheKey, V> getAll(Set<CacheKey> keys, Function<Set<CacheKey>, Map<CacheKey, V>> load) {
        long before = doubts.get();
        byte[] lease = lease();
        List<CacheKey> asked = List.copyOf(keys);
        Optional<List<byte[]>> held = before == settled ? heldOrLeased(asked, lease) : Optional.empty();
        if (held.isEmpty() || doubts.get() != before) {
            figures.count(Result.BYPASS, keys.size());
            return load.apply(keys);
        }
        Map<CacheKey, V> found = new HashMap<>();
        Set<CacheKey> missing = new HashSet<>();
        Set<CacheKey> leased = new HashSet<>();
        List<CacheKey> rubbish = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            CacheKey key = asked.get(i);
            switch (kind(held.get().get(i))) {
                case VALUE ->
                    read(held.get().get(i)).ifPresentOrElse(value -> found.put(key, value), () -> rubbish.add(key));
                case ABSENT -> {}
                case LEASED -> missing.add(key);
                case 0 -> leased.add(key);
                default -> rubbish.add(key);
            }
        }
        missing.addAll(leased);
        missing.addAll(rubbish);
        remove(rubbish);
        figures.count(Result.HIT, keys.size() - missing.size());
        figures.count(Result.MISS, missing.size());
        if (!missing.isEmpty()) {
            Map<CacheKey, V> loaded = load.apply(missing);
            found.putAll(loaded);
            leased.forEach(key -> fill(key, lease, Optional.ofNullable(loaded.get(key))));
        }
        return found;
    }

    /** Forgets the keys, for all processes. To be called after their change has committed and before a first level forgets them. */
    public void invalidate(Collection<CacheKey> keys) {
        if (!remove(keys)) {
            doubt();
        }
    }

    /** Something may have been missed: Redis is not used again before {@link #join}. */
    public void doubt() {
        doubts.incrementAndGet();
    }

    public boolean isJoined() {
        return settled == doubts.get();
    }

    /**
     * Takes Redis into use, if it is not: makes it forget what has changed while anything in it may have been read. Whatever changes
     * later is heard of by then.
     *
     * @param changedLately the keys whose values changed within {@link #LONGEST} and what clocks and transactions take; nothing if they
     *     are too many
     * @return whether it is in use now
     */
    public boolean join(Supplier<Optional<List<CacheKey>>> changedLately) {
        long before = doubts.get();
        if (settled != before && redis.answers()) {
            Optional<List<CacheKey>> changed = changedLately.get();
            if (changed.isPresent() && remove(changed.get())) {
                settled = before;
            }
        }
        return isJoined();
    }

    /** What is there for each key; null where nothing was and the lease is now. */
    private Optional<List<byte[]>> heldOrLeased(List<CacheKey> keys, byte[] lease) {
        return redis.ask(PATIENCE, commands -> keys.stream()
                .map(key -> commands.setGet(
                                name(key), lease, SetArgs.Builder.nx().px(LEASE))
                        .exceptionally(SecondLevelCache::notText))
                .toList());
    }

    private static byte[] notText(Throwable failure) {
        if (failure instanceof RedisCommandExecutionException refused
                && String.valueOf(refused.getMessage()).startsWith("WRONGTYPE")) {
            return RUBBISH;
        }
        throw failure instanceof RedisException known ? known : new RedisException(failure);
    }

    private static byte kind(byte[] held) {
        if (held == null) {
            return 0;
        }
        return held.length == 0 ? RUBBISH[0] : held[0];
    }

    private Optional<V> read(byte[] held) {
        byte[] value = new byte[held.length - 1];
        System.arraycopy(held, 1, value, 0, value.length);
        try {
            return Optional.of(format.read().apply(value));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Nobody waits for it: a value that does not get there is only missed. */
    private void fill(CacheKey key, byte[] lease, Optional<V> value) {
        Duration keep = value.isPresent() ? settings.timeToLive() : settings.absentTimeToLive();
        long millis = Math.min(keep.toMillis(), LONGEST.toMillis());
        redis.connection().map(StatefulRedisConnection::async).ifPresent(commands -> {
            try {
                CompletionStage<Long> filled = commands.eval(
                        FILL,
                        ScriptOutputType.INTEGER,
                        new String[] {name(key)},
                        lease,
                        value.map(this::written).orElse(new byte[] {ABSENT}),
                        Long.toString(millis).getBytes(US_ASCII));
                filled.whenComplete((done, failure) -> {
                    if (failure instanceof RedisException known) {
                        redis.failed(known);
                    }
                });
            } catch (RedisException refused) {
                redis.failed(refused);
            }
        });
    }

    private byte[] written(V value) {
        byte[] written = format.write().apply(value);
        byte[] marked = new byte[written.length + 1];
        marked[0] = VALUE;
        System.arraycopy(written, 0, marked, 1, written.length);
        return marked;
    }

    private boolean remove(Collection<CacheKey> keys) {
        List<CacheKey> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += Redis.TOGETHER) {
            List<CacheKey> some = all.subList(from, Math.min(all.size(), from + Redis.TOGETHER));
            if (redis.ask(Redis.PATIENCE, commands -> some.stream()
                            .map(key -> commands.del(name(key)))
                            .toList())
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private String name(CacheKey key) {
        return prefix + key.text();
    }

    private static byte[] lease() {
        return ((char) LEASED + UUID.randomUUID().toString()).getBytes(US_ASCII);
    }
}
