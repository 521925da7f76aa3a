package org.tradepost.shared.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** How the connection to Redis does: {@code redis_connections} and {@code redis_failures_total}. */
public final class RedisFigures {

    private final LongAdder timeouts = new LongAdder();
    private final LongAdder others = new LongAdder();
    private volatile BooleanSupplier open = () -> false;

    void of(BooleanSupplier connectionIsOpen) {
        open = connectionIsOpen;
    }

    void failed(Exception why) {
        Throwable cause = why instanceof ExecutionException ? why.getCause() : why;
        boolean late = cause instanceof TimeoutException || cause instanceof RedisCommandTimeoutException;
        (late ? timeouts : others).increment();
    }

    /** Answers that did not come in time. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** Commands that failed otherwise. */
    public long others() {
        return others.sum();
    }

    /**
     * Publishes them as metrics with the label {@code service}.
     *
     * @param service that has the connection
     */
    public void publish(MetricRegistry registry, String service) {
        Tag owner = new Tag("service", service);
        registry.gauge("redis_connections", () -> open.getAsBoolean() ? 1 : 0, owner, new Tag("state", "open"));
        registry.gauge("redis_connections", () -> 1, owner, new Tag("state", "max"));
        registry.gauge("redis_failures_total", this::timeouts, owner, new Tag("kind", "timeout"));
        registry.gauge("redis_failures_total", this::others, owner, new Tag("kind", "other"));
    }
}
