package org.tradepost.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tradepost.system.Shop.Customer;

/** Orders that are due at a fixed rate, whatever becomes of those before, and how long each took since it was due. */
final class SteadyOrders implements AutoCloseable {

    /**
     * One order.
     *
     * @param dueMillis since the beginning
     * @param tookMillis from when it was due until its answer
     * @param status of the answer; 0 for none
     */
    record Sample(long dueMillis, long tookMillis, int status) {}

    private final long began = System.nanoTime();
    private final Customer customer = Shop.customer();
    private final String sku = Shop.product(100, 1_000_000);
    private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor();

    SteadyOrders(double perSecond) {
        long every = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        clock.scheduleAtFixedRate(
                () -> {
                    long due = millis();
                    asked.incrementAndGet();
                    buyers.submit(() -> order(due));
                },
                0,
                every,
                TimeUnit.NANOSECONDS);
    }

    /** Milliseconds since the beginning. */
    long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Returns when this much time has passed since the beginning. */
    void until(Duration time) {
        Eventually.holds("the time has passed", () -> millis() >= time.toMillis());
    }

    /** Places no more orders, and returns when the last one has its answer or is known to have none. */
    void end() {
        clock.shutdownNow();
        Eventually.holds("every order has an answer", () -> asked.get() == samples.size());
    }

    /** The samples whose order was due within a window, oldest first. */
    List<Sample> due(long fromMillis, long toMillis) {
        return List.copyOf(samples).stream()
                .filter(sample -> sample.dueMillis() >= fromMillis && sample.dueMillis() < toMillis)
                .sorted(java.util.Comparator.comparingLong(Sample::dueMillis))
                .toList();
    }

    private void order(long due) {
        int status;
        try {
            status = customer.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .status();
        } catch (UncheckedIOException noAnswer) {
            status = 0;
        }
        samples.add(new Sample(due, millis() - due, status));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        buyers.close();
    }
}
