package org.tradepost.orders.livestatus.control;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.tradepost.orders.ordering.entity.OrderEvent;

/**
 * One reader of one order's history. All it knows is the last entry that was handed to the reader: what comes next is read from the
 * history when the reader has taken that, so that a slow reader costs no memory. {@link OrderStreams} alone writes, from one thread.
 */
public final class OrderStream {

    private final UUID order;
    private final UUID reader;
    private final BooleanSupplier entitled;
    private final Outlet outlet;
    private long handedOver;
    private long lastWrite;
    private boolean greeted;
    private volatile boolean writing;
    private volatile boolean atEnd;

    /**
     * @param reader whose stream it is
     * @param lastSeen the version of the last entry that the reader has; 0 for none
     * @param entitled whether the reader's access token is still good
     */
    public OrderStream(UUID order, UUID reader, long lastSeen, BooleanSupplier entitled, Outlet outlet) {
        this.order = order;
        this.reader = reader;
        this.handedOver = lastSeen;
        this.entitled = entitled;
        this.outlet = outlet;
    }

    UUID order() {
        return order;
    }

    UUID reader() {
        return reader;
    }

    /** Version of the last entry that was handed over. */
    long handedOver() {
        return handedOver;
    }

    boolean isEntitled() {
        return entitled.getAsBoolean();
    }

    /** Whether the reader has not taken the last write yet. */
    boolean isWriting() {
        return writing;
    }

    /** Whether the reader has taken the last entry that the order will ever have. */
    boolean isAtEnd() {
        return atEnd && !writing;
    }

    /** Since the last write began. */
    Duration silence(long now) {
        return Duration.ofNanos(now - lastWrite);
    }

    /** Whether something should be written even without news. */
    boolean isDue(long now, Duration heartbeat) {
        return !greeted || silence(now).compareTo(heartbeat) >= 0;
    }

    CompletionStage<?> beat(long now) {
        return written(now, greeted ? outlet.beat() : greeting());
    }

    /** @param news later entries of the history, in order, none missing */
    CompletionStage<?> write(List<OrderEvent> news, long now) {
        CompletionStage<?> all = greeted ? CompletableFuture.completedStage(null) : greeting();
        for (OrderEvent event : news) {
            all = all.thenCompose(before -> outlet.write(event));
        }
        OrderEvent last = news.get(news.size() - 1);
        handedOver = last.version();
        atEnd = last.status().isFinal();
        return written(now, all);
    }

    void close() {
        outlet.close();
    }

    private CompletionStage<?> greeting() {
        greeted = true;
        return outlet.greet();
    }

    private CompletionStage<?> written(long now, CompletionStage<?> write) {
        lastWrite = now;
        writing = true;
        return write.whenComplete((done, failure) -> writing = false);
    }
}
