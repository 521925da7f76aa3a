package org.tradepost.orders.livestatus.control;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/**
 * All streams of this process, and the one watcher that feeds them. Once a second it asks the history for what is new of all orders
 * that somebody follows, in one statement; of orders that this process changes, and of new streams, at once. What a stream begins with
 * and what it goes on with are found in the same way, so that nothing can fall in between.
 */
final class OrderStreams {

    /** Reads what comes after a version of each of these orders: at most so many entries of each, in order. */
    @FunctionalInterface
    interface History {
        List<OrderEvent> after(Map<UUID, Long> versions, int most);
    }

    static final Duration LOOK_AT_ALL = Duration.ofSeconds(1);
    /** How long a reader may take for what was written; then it is cut off, and can resume. */
    static final Duration SLOWEST = Duration.ofSeconds(20);
    /** Entries of one order that are in memory at once. */
    static final int BATCH = 100;

    private static final String RETRY_AFTER_SECONDS = "5";

    private final StreamSettings settings;
    private final History history;
    private final BooleanSupplier draining;
    private final LongSupplier nanoTime;
    private final StreamMeters meters;

    /** Each stream with the time at which it was opened. */
    private final Map<OrderStream, Long> open = new ConcurrentHashMap<>();

    private final Map<UUID, Set<OrderStream>> byOrder = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> byReader = new HashMap<>();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private long lookedAtAll;

    OrderStreams(
            StreamSettings settings,
            History history,
            BooleanSupplier draining,
            LongSupplier nanoTime,
            StreamMeters meters) {
        this.settings = settings;
        this.history = history;
        this.draining = draining;
        this.nanoTime = nanoTime;
        this.meters = meters;
        this.lookedAtAll = nanoTime.getAsLong();
    }

    /**
     * Takes a stream in. Nothing has been written to it then.
     *
     * @throws ProblemException 429 when its reader has too many, 503 when there are too many or the service drains
     */
    synchronized void open(OrderStream stream) {
        if (draining.getAsBoolean()) {
            throw refusal(CommonError.SERVICE_UNAVAILABLE, "This server is stopping; try again", "1");
        }
        if (open.size() >= settings.most()) {
            meters.refusedFull.increment();
            throw refusal(CommonError.SERVICE_UNAVAILABLE, "Too many orders are followed", RETRY_AFTER_SECONDS);
        }
        int ofReader = byReader.getOrDefault(stream.reader(), 0);
        if (ofReader >= settings.perReader()) {
            meters.refusedReader.increment();
            throw refusal(
                    OrdersError.TOO_MANY_STREAMS,
                    "At most " + settings.perReader() + " streams at once",
                    RETRY_AFTER_SECONDS);
        }
        byReader.put(stream.reader(), ofReader + 1);
        byOrder.computeIfAbsent(stream.order(), id -> ConcurrentHashMap.newKeySet())
                .add(stream);
        open.put(stream, nanoTime.getAsLong());
        changed(stream.order());
    }

    /** There may be news of this order. */
    void changed(UUID order) {
        if (byOrder.containsKey(order)) {
            changed.add(order);
            news.release();
        }
    }

    int count() {
        return open.size();
    }

    /** Waits until there may be news, a second at most, and passes on what there is. */
    void round() throws InterruptedException {
        long wait = LOOK_AT_ALL.toNanos() - (nanoTime.getAsLong() - lookedAtAll);
        boolean told = news.tryAcquire(wait, TimeUnit.NANOSECONDS);
        news.drainPermits();
        if (!told || nanoTime.getAsLong() - lookedAtAll >= LOOK_AT_ALL.toNanos()) {
            lookedAtAll = nanoTime.getAsLong();
            changed.clear();
            open.forEach(this::tend);
            deliver(open.keySet());
        } else {
            List<UUID> orders = List.copyOf(changed);
            changed.removeAll(orders);
            deliver(orders.stream()
                    .flatMap(order -> byOrder.getOrDefault(order, Set.of()).stream())
                    .toList());
        }
    }

    void closeAll() {
        open.keySet().forEach(this::end);
    }

    private void tend(OrderStream stream, long opened) {
        long now = nanoTime.getAsLong();
        if (stream.isWriting() && stream.silence(now).compareTo(SLOWEST) >= 0) {
            meters.slow.increment();
            end(stream);
        } else if (stream.isAtEnd()
                || draining.getAsBoolean()
                || now - opened >= settings.longest().toNanos()) {
            end(stream);
        } else if (!stream.isWriting() && stream.isDue(now, settings.heartbeat()) && mayWrite(stream)) {
            stream.beat(now).whenComplete((done, failure) -> beaten(stream, failure));
        }
    }

    private void deliver(Collection<OrderStream> streams) {
        List<OrderStream> ready = streams.stream()
                .filter(stream -> !stream.isWriting() && !stream.isAtEnd() && open.containsKey(stream))
                .toList();
        if (ready.isEmpty()) {
            return;
        }
        Map<UUID, Long> versions =
                ready.stream().collect(Collectors.toMap(OrderStream::order, OrderStream::handedOver, Math::min));
        Map<UUID, List<OrderEvent>> found = history.after(versions, BATCH).stream()
                .collect(Collectors.groupingBy(event -> event.orderId().value()));
        for (OrderStream stream : ready) {
            List<OrderEvent> unseen = found.getOrDefault(stream.order(), List.of()).stream()
                    .filter(event -> event.version() > stream.handedOver())
                    .toList();
            if (!unseen.isEmpty() && mayWrite(stream)) {
                meters.events.add(unseen.size());
                stream.write(unseen, nanoTime.getAsLong()).whenComplete((done, failure) -> written(stream, failure));
            }
        }
    }

    /** Ends the stream of a reader who may not be told any more. */
    private boolean mayWrite(OrderStream stream) {
        boolean entitled = stream.isEntitled();
        if (!entitled) {
            end(stream);
        }
        return entitled;
    }

    /** More may have come meanwhile, or have been left behind by the batch. */
    private void written(OrderStream stream, Throwable failure) {
        if (failure != null || stream.isAtEnd()) {
            end(stream);
        } else {
            changed(stream.order());
        }
    }

    private void beaten(OrderStream stream, Throwable failure) {
        if (failure != null) {
            end(stream);
        }
    }

    private void end(OrderStream stream) {
        if (open.remove(stream) == null) {
            return;
        }
        synchronized (this) {
            byReader.computeIfPresent(stream.reader(), (reader, count) -> count == 1 ? null : count - 1);
            byOrder.computeIfPresent(stream.order(), (order, streams) -> {
                streams.remove(stream);
                return streams.isEmpty() ? null : streams;
            });
        }
        stream.close();
    }

    private static ProblemException refusal(ErrorCode code, String detail, String retryAfter) {
        return new ProblemException(code, detail).header("Retry-After", retryAfter);
    }
}
