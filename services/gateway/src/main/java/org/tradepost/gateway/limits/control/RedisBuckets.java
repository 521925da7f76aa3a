package org.tradepost.gateway.limits.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.shared.redis.Redis;

/** Budgets in Redis. Requests of this gateway for one budget travel together. */
public final class RedisBuckets implements SharedBuckets {

    private static final int MOST_PROXIES = 20_000;

    private final Redis redis;
    private final Cache<Budget, AsyncBucketProxy> proxies = Caffeine.newBuilder()
            .maximumSize(MOST_PROXIES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();
    private volatile AsyncProxyManager<String> buckets;

    public RedisBuckets(Redis redis) {
        this.redis = redis;
    }

    @Override
    public boolean available() {
        return redis.connection().isPresent();
    }

    @Override
    public Optional<List<Verdict>> admit(List<Budget> budgets) {
        return redis.connection().flatMap(connection -> admit(connection, budgets));
    }

    private Optional<List<Verdict>> admit(StatefulRedisConnection<String, byte[]> connection, List<Budget> budgets) {
        try {
            List<CompletableFuture<Verdict>> asked =
                    budgets.stream().map(budget -> ask(connection, budget)).toList();
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(Redis.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            redis.answered();
            return Optional.of(asked.stream().map(CompletableFuture::join).toList());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            redis.failed(e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private CompletableFuture<Verdict> ask(StatefulRedisConnection<String, byte[]> connection, Budget budget) {
        return proxies.get(budget, wanted -> proxy(connection, wanted))
                .tryConsumeAndReturnRemaining(1)
                .thenApply(probe -> Verdict.of(budget.policy(), probe));
    }

    private AsyncBucketProxy proxy(StatefulRedisConnection<String, byte[]> connection, Budget budget) {
        Quota quota = budget.policy().quota();
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.window()))
                .build();
        return buckets(connection)
                .builder()
                .withOptimization(Optimizations.batching())
                .build(budget.sharedName(), configuration);
    }

    private AsyncProxyManager<String> buckets(StatefulRedisConnection<String, byte[]> connection) {
        AsyncProxyManager<String> made = buckets;
        if (made == null) {
            // Two that are made at once do the same.
            made = Bucket4jLettuce.casBasedBuilder(connection)
                    .expirationAfterWrite(
                            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                    .requestTimeout(Redis.PATIENCE)
                    .build()
                    .asAsync();
            buckets = made;
        }
        return made;
    }
}
