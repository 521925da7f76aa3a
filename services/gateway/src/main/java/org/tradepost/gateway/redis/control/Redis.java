package org.tradepost.gateway.redis.control;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one connection to Redis. While Redis is away nobody waits for it: a lost connection is known, one that says nothing is left
 * alone for a second, and both are logged once.
 */
public final class Redis implements AutoCloseable {

    /** How long an answer is waited for. */
    public static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile StatefulRedisConnection<String, byte[]> connection;
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean closed;

    /**
     * Begins to connect; does not wait for it.
     *
     * @param url {@code redis://} or {@code rediss://}
     */
    public Redis(String url) {
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

    /** The connection, the same one ever after it was first made; nothing while asking makes no sense. Costs nothing. */
    public Optional<StatefulRedisConnection<String, byte[]>> connection() {
        StatefulRedisConnection<String, byte[]> now = connection;
        if (now == null || System.nanoTime() - pausedUntil < 0) {
            return Optional.empty();
        }
        if (!now.isOpen()) {
            lost("the connection is closed");
            return Optional.empty();
        }
        return Optional.of(now);
    }

    /** To be told of every answer. */
    public void answered() {
        if (away.get() && away.compareAndSet(true, false)) {
            LOG.info("Redis is back");
        }
    }

    /** To be told of every answer that did not come. */
    public void failed(Exception why) {
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        lost(why.toString());
    }

    /** The library keeps up a connection it once had; having one is up to us. */
    private void connect() {
        if (closed) {
            return;
        }
        client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri)
                .whenComplete((made, failure) -> {
                    if (failure == null) {
                        connection = made;
                        return;
                    }
                    lost(failure.toString());
                    if (!closed) {
                        resources.eventExecutorGroup().schedule(this::connect, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }

    private void lost(String why) {
        if (!closed && away.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Redis is away: {0}", why);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
