package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Shop.Customer;

/** The power fails while orders are being placed. */
@Tag("recovery")
class DurabilityIT {

    private static final int BUYERS = 4;
    private static final int BEFORE_THE_CUT = 20;

    @Test
    void whatWasAcknowledgedIsThereAfterEverythingWasKilled() throws Exception {
        Platform platform = Deployment.get().platform();
        Customer customer = Shop.customer();
        String sku = Shop.product(300, 100_000);
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        CountDownLatch enough = new CountDownLatch(BEFORE_THE_CUT);
        try (ExecutorService buyers = Executors.newFixedThreadPool(BUYERS)) {
            var running = new ArrayList<Future<?>>();
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                running.add(buyers.submit(() -> buyUntilTheCut(customer, sku, acknowledged, enough)));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            platform.killEverything();
            for (Future<?> buyer : running) {
                buyer.get();
            }
        }
        Deployment.get().startAgain();

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_CUT);
        acknowledged.forEach((id, status) -> {
            Answer order = Eventually.get(customer.api(), "/api/v1/orders/" + id, answer -> !answer.text("status")
                    .equals("PENDING"));
            assertThat(order.text("status"))
                    .as("order %s, acknowledged with %s", id, status)
                    .isEqualTo("CONFIRMED");
            assertThat(Bank.of(platform).charges(id)).isEqualTo(1);
        });
        CommandLine.Result verified =
                CommandLine.ofDeployment().run("verify", "--json").expect(0);
        assertThat(verified.json().path("ok").asBoolean()).isTrue();
    }

    private static void buyUntilTheCut(
            Customer customer, String sku, Map<String, Integer> acknowledged, CountDownLatch enough) {
        while (true) {
            try {
                Answer answer = customer.api()
                        .withNewKey()
                        .withHeader("Prefer", "wait=" + (acknowledged.size() % 2))
                        .post("/api/v1/orders", Shop.order("tok_ok", sku, 1));
                if (answer.status() >= 500) {
                    return;
                }
                assertThat(answer.status()).isIn(201, 202);
                acknowledged.put(answer.text("id"), answer.status());
                enough.countDown();
            } catch (UncheckedIOException cut) {
                return;
            }
        }
    }
}
