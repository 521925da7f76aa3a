package org.tradepost.shared.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one connection to Redis, on which all commands travel together. While Redis is away nobody waits for it: a lost connection is
 * known, one that says nothing is left alone for a second, and both are logged once.
 */
public final class Redis implements AutoCloseable {

    /** How long an answer is waited for. */
    public static final Duration PATIENCE = Duration.ofMillis(250);

    /** Commands that are sent at once, at most. */
    static final int TOGETHER = 500;

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private final AtomicBoolean away = new AtomicBoolean();
    private final RedisFigures figures = new RedisFigures();
    private final List<Runnable> whenLost = new CopyOnWriteArrayList<>();
    private volatile StatefulRedisConnection<String, byte[]> connection;
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean closed;

    /**
     * Begins to connect; does not wait for it.
     *
     * @param url {@code redis://} or {@code rediss://}
     * @param mostWaiting commands that may wait for their answers; more are refused
     * @throws IllegalArgumentException if those are fewer than what is sent together, or the address is none
     */
    public Redis(String url, int mostWaiting) {
        if (mostWaiting < TOGETHER) {
            throw new IllegalArgumentException("at least " + TOGETHER + " commands must be allowed to wait for Redis");
        }
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
                .requestQueueSize(mostWaiting)
                .build());
        connect();
    }

    public RedisFigures figures() {
        return figures;
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

    /**
     * Sends commands together and waits for all their answers.
     *
     * @return nothing if Redis is away, or did not answer all of them in time
     */
    public <T> Optional<List<T>> ask(
            Duration patience,
            Function<RedisAsyncCommands<String, byte[]>, List<? extends CompletionStage<T>>> commands) {
        return connection().flatMap(open -> {
            try {
                List<CompletableFuture<T>> asked = commands.apply(open.async()).stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toList();
                CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                        .get(patience.toNanos(), TimeUnit.NANOSECONDS);
                answered();
                return Optional.of(asked.stream().map(CompletableFuture::join).toList());
            } catch (ExecutionException | TimeoutException | RedisException e) {
                failed(e);
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }

    /** Whether it answers now; waits for that. */
    public boolean answers() {
        return ask(PATIENCE, commands -> List.of(commands.ping())).isPresent();
    }

    /** Has the action run whenever the connection is lost, before there is another one. It must not wait for anything. */
    public void whenLost(Runnable action) {
        whenLost.add(action);
    }

    /** To be told of every answer. */
    public void answered() {
        if (away.get() && away.compareAndSet(true, false)) {
            LOG.info("Redis is back");
        }
    }

    /** To be told of every answer that did not come. */
    public void failed(Exception why) {
        figures.failed(why);
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
                        made.addListener(new Losses());
                        figures.of(made::isOpen);
                        connection = made;
                        return;
                    }
                    lost(failure.toString());
                    if (!closed) {
                        resources.eventExecutorGroup().schedule(this::connect, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }

    private final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            whenLost.forEach(Runnable::run);
        }
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
