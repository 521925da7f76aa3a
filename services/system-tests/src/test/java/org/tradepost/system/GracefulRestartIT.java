package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Shop.Customer;

/** The only replica of orders is restarted in order while customers go on ordering. */
@Tag("recovery")
class GracefulRestartIT {

    private static final int BUYERS = 3;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Platform platform = Deployment.get().platform();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void callersSeeNothingButRetriable503sAndNoOrderIsLost() throws Exception {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 100_000);
        List<Thread> buyers = new ArrayList<>();
        for (int buyer = 0; buyer < BUYERS; buyer++) {
            buyers.add(Thread.ofVirtual().start(() -> buy(customer, sku)));
        }
        awaitMore(10);
        long begun = System.nanoTime();
        platform.terminate("orders");
        Duration stop = Duration.ofNanos(System.nanoTime() - begun);
        platform.start("orders", Map.of("TRADEPOST_LOG_FORMAT", "json", "TRADEPOST_LOG_EVERY_CALL", "true"));
        awaitMore(10);
        enough.set(true);
        for (Thread buyer : buyers) {
            buyer.join();
        }

        assertThat(failures).isEmpty();
        assertThat(stop).isLessThan(LONGEST_STOP);
        for (String order : acknowledged) {
            // Leases were given back: nothing waits for the end of one.
            Eventually.get(customer.api(), "/api/v1/orders/" + order, answer -> answer.text("status")
                    .equals("CONFIRMED"));
        }
        assertThat(Shop.stock(sku)).isEqualTo("%1$d/0/%1$d".formatted(100_000 - acknowledged.size()));
        JsonLog.of(platform, "orders").requireWhole("POST", "/api/v1/orders", customer.id());
        anAdministratorsOrderIsLoggedInFullAndNobodyElses(customer);
    }

    /** In orders, which logs JSON now. */
    private void anAdministratorsOrderIsLoggedInFullAndNobodyElses(Customer customer) throws IOException {
        String sku = Shop.product(100, 10);
        Map.of("debugged", Shop.admin(), "not-debugged", customer.api())
                .forEach((request, caller) -> caller.withNewKey()
                        .withHeader("Tradepost-Debug", "true")
                        .withHeader("X-Request-ID", request)
                        .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                        .expect(201));
        JsonLog log = JsonLog.of(platform, "orders");
        String call = "org.tradepost.shared.resilience.Guard";
        String step = "org.tradepost.orders.checkout.control.CheckoutSaga";
        assertThat(log.loggersOf("debugged")).contains(call, step, "org.tradepost.access");
        assertThat(log.loggersOf("not-debugged"))
                .contains("org.tradepost.access")
                .doesNotContain(call, step);
        assertThat(log.lines()).allSatisfy(line -> assertThat(line.path("debug").asBoolean())
                .isEqualTo(line.path("request_id").asText().equals("debugged")));
    }

    @Test
    void whileItDrainsAServerServesOtherServicesAndNobodyElse() throws IOException {
        Customer customer = Shop.customer();
        Api asOrders = Api.anonymous().at(Inside.portOf("users")).withToken(Inside.tokenOf("orders"));
        Path file = platform.installation().home().resolve("drain").resolve("users");
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        try {
            Answer refused =
                    Eventually.answer(() -> customer.api().get("/api/v1/profile"), answer -> answer.status() != 200);
            refused.expectProblem(503, "SERVICE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            asOrders.get("/internal/users/" + customer.id() + "/standing").expect(200);
        } finally {
            Files.delete(file);
        }
        Eventually.get(customer.api(), "/api/v1/profile", answer -> true);
    }

    private void awaitMore(int orders) {
        int before = acknowledged.size();
        Eventually.holds(orders + " more orders", () -> acknowledged.size() >= before + orders || !failures.isEmpty());
    }

    private void buy(Customer customer, String sku) {
        while (!enough.get() && failures.isEmpty()) {
            Api once = customer.api()
                    .withHeader("Idempotency-Key", UUID.randomUUID().toString());
            try {
                Answer answer = once.post("/api/v1/orders", Shop.order("tok_ok", sku, 1));
                while (answer.status() == 503 && answer.header("Retry-After") != null) {
                    LockSupport.parkNanos(BETWEEN.toNanos());
                    answer = once.post("/api/v1/orders", Shop.order("tok_ok", sku, 1));
                }
                if (answer.status() == 201 || answer.status() == 202) {
                    acknowledged.add(answer.text("id"));
                } else {
                    failures.add(answer.status() + " " + answer.body());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        }
    }
}
