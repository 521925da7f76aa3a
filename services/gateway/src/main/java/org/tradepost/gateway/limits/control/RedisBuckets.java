package org.tradepost.gateway.limits.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.Verdict;

/**
 * Budgets in Redis. While Redis is away nobody waits for it: a lost connection is known, one that says nothing is left alone
 * for a second, and both are logged once. Requests of this gateway for one budget travel together.
 */
public final class RedisBuckets implements SharedBuckets {

    private static final Logger LOG = Logger.getLogger(RedisBuckets.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_PROXIES = 20_000;

    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private final AtomicBoolean away = new AtomicBoolean();
    private final Cache<Budget, AsyncBucketProxy> proxies = Caffeine.newBuilder()
            .maximumSize(MOST_PROXIES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();
    private volatile Connected connected;
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean closed;

    private record Connected(StatefulRedisConnection<String, byte[]> connection, AsyncProxyManager<String> buckets) {}

    /** Begins to connect; does not wait for it. */
    public RedisBuckets(String url) {
        uri = RedisURI.create(url);
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.constant(PAUSE))
                .build();
        client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(PAUSE).build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
        connect();
    }

    @Override
    public boolean available() {
        Connected now = connected;
        if (now == null || System.nanoTime() - pausedUntil < 0) {
            return false;
        }
        if (!now.connection().isOpen()) {
            lost("the connection is closed");
            return false;
        }
        return true;
    }

    @Override
    public Optional<List<Verdict>> admit(List<Budget> budgets) {
        if (!available()) {
            return Optional.empty();
        }
        try {
            List<CompletableFuture<Verdict>> asked =
                    budgets.stream().map(this::ask).toList();
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (away.compareAndSet(true, false)) {
                LOG.info("rate limits are shared through Redis again");
            }
            return Optional.of(asked.stream().map(CompletableFuture::join).toList());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            pausedUntil = System.nanoTime() + PAUSE.toNanos();
            lost(e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private CompletableFuture<Verdict> ask(Budget budget) {
        return proxies.get(budget, this::proxy)
                .tryConsumeAndReturnRemaining(1)
                .thenApply(probe -> Verdict.of(budget.policy(), probe));
    }

    private AsyncBucketProxy proxy(Budget budget) {
        Quota quota = budget.policy().quota();
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.window()))
                .build();
        return connected
                .buckets()
                .builder()
                .withOptimization(Optimizations.batching())
                .build(budget.sharedName(), configuration);
    }

    /** The library keeps up a connection it once had; having one is up to us. */
    private void connect() {
        if (closed) {
            return;
        }
        client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri)
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        connected = new Connected(connection, buckets(connection));
                        return;
                    }
                    lost(failure.toString());
                    if (!closed) {
                        resources.eventExecutorGroup().schedule(this::connect, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }

    private static AsyncProxyManager<String> buckets(StatefulRedisConnection<String, byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .requestTimeout(PATIENCE)
                .build()
                .asAsync();
    }

    private void lost(String why) {
        if (!closed && away.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Redis is away, each gateway limits for itself until it is back: {0}", why);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
