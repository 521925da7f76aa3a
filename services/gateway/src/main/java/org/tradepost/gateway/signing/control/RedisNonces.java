package org.tradepost.gateway.signing.control;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.redis.Redis;

/**
 * Nonces in Redis. A Redis that forgets would let replays in, so one that writes no append-only file, or that evicts keys when its
 * memory is full, is not believed; nor is anything let in while Redis is away.
 */
public final class RedisNonces implements Nonces {

    /** As long as users keeps them: the 600 s within which a message can be good, and what clocks may differ. */
    private static final Duration KEPT = Duration.ofSeconds(900);

    private static final Logger LOG = Logger.getLogger(RedisNonces.class.getName());
    private static final byte[] USED = {1};

    private final Redis redis;

    public RedisNonces(Redis redis) {
        this.redis = redis;
    }

    @Override
    public boolean claim(UUID key, String nonce) {
        StatefulRedisConnection<String, byte[]> connection = redis.connection().orElseThrow(RedisNonces::unavailable);
        try {
            // One round trip: another server may be behind the connection each time it was made anew.
            RedisAsyncCommands<String, byte[]> commands = connection.async();
            CompletableFuture<String> persistence = commands.info("persistence").toCompletableFuture();
            CompletableFuture<String> memory = commands.info("memory").toCompletableFuture();
            CompletableFuture<String> set = commands.set(
                            "tradepost:nonce:" + key + ':' + nonce,
                            USED,
                            SetArgs.Builder.nx().ex(KEPT))
                    .toCompletableFuture();
            CompletableFuture.allOf(persistence, memory, set).get(Redis.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            redis.answered();
            requireMemory(persistence.join(), memory.join());
            return set.join() != null;
        } catch (ExecutionException | TimeoutException | RedisException e) {
            redis.failed(e);
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static void requireMemory(String persistence, String memory) {
        boolean writes = persistence.lines().anyMatch("aof_enabled:1"::equals);
        boolean keeps = memory.lines().anyMatch("maxmemory_policy:noeviction"::equals);
        if (!writes || !keeps) {
            LOG.log(
                    Level.SEVERE,
                    "Redis must have appendonly=yes and maxmemory-policy=noeviction to keep nonces;"
                            + " signed messages are refused");
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonError.SERVICE_UNAVAILABLE, "Signatures cannot be checked at the moment")
                .header("Retry-After", "2");
    }
}
