package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.DatabaseAccess;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Shop.Customer;

/** How long the orders of a server that died under load take to be finished, by another replica and by itself. */
@Tag("replicas")
class TakeOverIT {

    private static final int BUYERS = 16;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BY_ANOTHER = Duration.ofSeconds(10);
    private static final Duration ALONE = Duration.ofSeconds(20);

    private final Platform platform = Deployment.get().platform();

    @Test
    void anotherReplicaFinishesThemSoonAfterTheLease() throws Exception {
        Map<String, Double> leaseEnds = new HashMap<>();
        underLoad(() -> {
            platform.kill("orders");
            leaseEnds.putAll(unfinished());
        });
        assertThat(leaseEnds).as("orders in flight").isNotEmpty();
        double slowest = slowest(leaseEnds);
        platform.start("orders", Map.of());
        System.out.printf(
                "take-over: %d orders in flight, the last finished %.1f s after its lease%n",
                leaseEnds.size(), slowest);
        assertThat(slowest).isLessThanOrEqualTo(BY_ANOTHER.toSeconds());
    }

    @Test
    void aServerThatRestartsAloneFinishesThemItself() throws Exception {
        Map<String, Double> leaseEnds = new HashMap<>();
        underLoad(() -> {
            platform.kill("orders-2");
            platform.kill("orders");
            leaseEnds.putAll(unfinished());
        });
        assertThat(leaseEnds).as("orders in flight").isNotEmpty();
        platform.start("orders", Map.of());
        double ready = now();
        leaseEnds.replaceAll((id, end) -> Math.max(end, ready));
        double slowest = slowest(leaseEnds);
        platform.start("orders-2", Map.of());
        System.out.printf(
                "restart alone: %d orders in flight, the last finished %.1f s after lease and start%n",
                leaseEnds.size(), slowest);
        assertThat(slowest).isLessThanOrEqualTo(ALONE.toSeconds());
    }

    /** Orders whose payment takes a second, from several buyers, while something is done. */
    private void underLoad(Runnable meanwhile) throws InterruptedException {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 1_000_000);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(4 * BUYERS);
        try (ExecutorService buyers = Executors.newFixedThreadPool(BUYERS)) {
            for (int i = 0; i < BUYERS; i++) {
                buyers.submit(() -> {
                    while (!over.get()) {
                        buy(customer, sku);
                        busy.countDown();
                    }
                });
            }
            try {
                assertThat(busy.await(90, TimeUnit.SECONDS)).isTrue();
                meanwhile.run();
            } finally {
                over.set(true);
            }
        }
    }

    private static void buy(Customer customer, String sku) {
        try {
            customer.api()
                    .withNewKey()
                    .withHeader("Prefer", "wait=5")
                    .post("/api/v1/orders", Shop.order("tok_slow_1000", sku, 1));
        } catch (UncheckedIOException died) {
            assertThat(died).isNotNull();
        }
    }

    /** Sagas at work and when their leases end, in seconds of the database's clock. */
    private Map<String, Double> unfinished() {
        Map<String, Double> ends = query("SELECT id::text, extract(epoch FROM lease_until) FROM audit_saga"
                + " WHERE status = 'ACTIVE' AND lease_until > now()");
        double latest = now() + LEASE.toSeconds();
        assertThat(ends.values()).allSatisfy(end -> assertThat(end).isLessThanOrEqualTo(latest));
        return ends;
    }

    /** How long after the times given the last of these sagas was finished; negative if all were before. */
    private double slowest(Map<String, Double> since) {
        Eventually.holds(
                "every order is finished",
                () -> query("SELECT id::text, 0 FROM audit_saga WHERE status = 'ACTIVE'").keySet().stream()
                        .noneMatch(since::containsKey));
        Map<String, Double> finished =
                query("SELECT id::text, extract(epoch FROM updated_at) FROM audit_saga WHERE status = 'FINISHED'");
        return since.entrySet().stream()
                .mapToDouble(saga -> finished.get(saga.getKey()) - saga.getValue())
                .max()
                .orElseThrow();
    }

    private double now() {
        return query("SELECT 'now', extract(epoch FROM clock_timestamp())").get("now");
    }

    private Map<String, Double> query(String sql) {
        DatabaseAccess access = platform.installation().auditDatabase("orders");
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, Double> answers = new HashMap<>();
            while (rows.next()) {
                answers.put(rows.getString(1), rows.getDouble(2));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
