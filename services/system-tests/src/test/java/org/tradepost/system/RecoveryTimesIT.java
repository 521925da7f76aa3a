package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.drill.fault.Fault;
import org.tradepost.cli.drill.fault.FaultKind;
import org.tradepost.system.Shop.Customer;
import org.tradepost.system.SteadyOrders.Sample;

/**
 * How soon throughput and latency are back to normal after each fault, at half of the load that the platform can bear. Normal is
 * a window of five seconds in which every order that was due is confirmed and the 99th percentile is at most twice that before
 * the fault.
 */
@Tag("replicas")
class RecoveryTimesIT {

    private static final int CLIENTS = 8;
    private static final Duration CAPACITY_TIME = Duration.ofSeconds(20);
    private static final Duration BASELINE = Duration.ofSeconds(20);
    private static final long WINDOW_MILLIS = 5_000;
    private static final long STEP_MILLIS = 500;
    private static final long WATCHED_MILLIS = 75_000;

    private static double half;

    private final DrillPlatform platform = Deployment.get().drill();

    @BeforeAll
    static void measureCapacity() throws InterruptedException {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 1_000_000);
        // The first seconds of new servers say nothing: measured twice, counted once.
        ordersPerSecond(customer, sku);
        half = ordersPerSecond(customer, sku) / 2;
        System.out.printf("recovery times: half load is %.1f orders/s%n", half);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "pause, catalog, 5000, 15",
        "pause, postgresql, 5000, 15",
        "pause, kafka, 5000, 15",
        "cut, orders>payments, 5000, 15",
        "cut, gateway>orders, 5000, 15",
        "delay, orders>catalog, 5000, 15",
        "lost-answer, gateway>orders, 3000, 15",
        "kill, postgresql, 1000, 15",
        "kill, kafka, 1000, 60",
        "kill, orders-2, 1000, 60",
        "kill, payments-2, 1000, 60",
        "kill, catalog, 1000, 60",
        "kill, users, 1000, 60",
        "kill, gateway, 1000, 60"
    })
    void isSoonBackToNormal(String kind, String target, long holdMillis, long limitSeconds) {
        Fault fault = new Fault(
                FaultKind.named(kind).orElseThrow(), target, Duration.ZERO, Duration.ofMillis(holdMillis), 300);
        try (SteadyOrders orders = new SteadyOrders(half)) {
            orders.until(BASELINE);
            // The first seconds warm connections up.
            long normal = p99(orders.due(WINDOW_MILLIS, BASELINE.toMillis()));
            long began = orders.millis();
            platform.inflict(fault);
            long back = untilNormal(orders, began + holdMillis, normal);
            System.out.printf(
                    "recovery times: %s %s, p99 before %d ms, normal %.1f s after its end%n",
                    kind, target, normal, back / 1_000.0);
            assertThat(back).isLessThanOrEqualTo(limitSeconds * 1_000);
        }
    }

    /** How long after the end of a fault everything is normal again, or for ever if it is not while it is watched. */
    private static long untilNormal(SteadyOrders orders, long over, long normal) {
        long back = Long.MAX_VALUE;
        for (long now = over + WINDOW_MILLIS;
                back == Long.MAX_VALUE && now <= over + WATCHED_MILLIS;
                now += STEP_MILLIS) {
            orders.until(Duration.ofMillis(now));
            back = backToNormal(orders, over, now, normal);
        }
        return back;
    }

    private static long backToNormal(SteadyOrders orders, long over, long now, long normal) {
        for (long from = over; from + WINDOW_MILLIS <= now; from += STEP_MILLIS) {
            List<Sample> window = orders.due(from, from + WINDOW_MILLIS);
            boolean all = window.size() >= (int) (half * WINDOW_MILLIS / 1_000) - 1
                    && window.stream().allMatch(sample -> sample.status() == 201);
            if (all && p99(window) <= 2 * normal) {
                return from - over;
            }
        }
        return Long.MAX_VALUE;
    }

    private static long p99(List<Sample> samples) {
        long[] times = samples.stream().mapToLong(Sample::tookMillis).sorted().toArray();
        assertThat(times).as("orders of a time without faults").isNotEmpty();
        return times[Math.min(times.length - 1, (int) (times.length * 0.99))];
    }

    private static double ordersPerSecond(Customer customer, String sku) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch clients = new CountDownLatch(CLIENTS);
        long end = System.nanoTime() + CAPACITY_TIME.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                threads.submit(() -> {
                    try {
                        while (System.nanoTime() - end < 0) {
                            customer.api()
                                    .withNewKey()
                                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                                    .expect(201);
                            done.incrementAndGet();
                        }
                    } finally {
                        clients.countDown();
                    }
                });
            }
            clients.await();
        }
        return done.get() / (double) CAPACITY_TIME.toSeconds();
    }
}
