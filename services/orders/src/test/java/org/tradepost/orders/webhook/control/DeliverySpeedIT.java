package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.webhook.control.DeliveryQueue.Claimed;
import org.tradepost.orders.webhook.control.DeliveryQueue.Result;
import org.tradepost.orders.webhook.entity.Attempt;

/**
 * 10,000 deliveries from a real database to one receiver on loopback, with the limits that production has. The bar is 1,000 a second on an
 * idle machine; the assertion leaves room for one that is building something else at the same time, and the measured rate is printed.
 */
class DeliverySpeedIT {

    private static final Attempt DELIVERED = Attempt.answered(200, Duration.ZERO, Duration.ZERO);
    private static final int BATCH = 64;
    private static final int DELIVERIES = 10_000;
    private static final int GENEROUS_PER_SECOND = 300;

    @Test
    void theDatabaseAloneIsFaster() {
        WebhookFixture webhooks = new WebhookFixture();
        webhooks.subscribe("https://shop.example.com/hooks");
        webhooks.happen(DELIVERIES);

        long begun = System.nanoTime();
        webhooks.jdbi.useHandle(connection -> {
            List<Claimed> claimed = webhooks.claim(BATCH);
            while (!claimed.isEmpty()) {
                List<Result> results = claimed.stream()
                        .map(one -> new Result(one, DELIVERED, Optional.empty()))
                        .toList();
                connection.useTransaction(h -> webhooks.queue.settle(results));
                claimed = webhooks.claim(BATCH);
            }
        });
        double perSecond = DELIVERIES / ((System.nanoTime() - begun) / 1e9);

        System.out.printf(
                "webhooks: %,.0f deliveries a second claimed and settled in batches of %d%n", perSecond, BATCH);
        assertThat(webhooks.count("DELIVERED")).isEqualTo(DELIVERIES);
        assertThat(perSecond).isGreaterThan(GENEROUS_PER_SECOND);
    }

    @Test
    void oneReceiverIsToldQuickly() throws Exception {
        WebhookFixture webhooks = new WebhookFixture();
        try (LocalReceiver shop = new LocalReceiver();
                Receivers receivers = WebhookFixture.receivers(Duration.ofSeconds(15))) {
            webhooks.subscribe(shop.url());
            webhooks.happen(DELIVERIES);
            DeliverySender sender = webhooks.sender(receivers, new DeliverySender.Limits(1600, BATCH));

            long begun = System.nanoTime();
            // One connection for all of it: production has a pool, this test has none.
            webhooks.jdbi.useHandle(connection -> {
                while (shop.count() < DELIVERIES) {
                    sender.round();
                }
                sender.finish(Duration.ofSeconds(10));
            });
            double perSecond = DELIVERIES / ((System.nanoTime() - begun) / 1e9);

            System.out.printf("webhooks: %,.0f deliveries a second to one receiver%n", perSecond);
            assertThat(webhooks.count("DELIVERED")).isEqualTo(DELIVERIES);
            assertThat(perSecond).isGreaterThan(GENEROUS_PER_SECOND);
        }
    }
}
