package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * 10,000 deliveries from a real database to one receiver on loopback, with the limits that production has. The bar is 1,000 a second on an
 * idle machine; the assertion leaves room for one that is building something else at the same time, and the measured rate is printed.
 */
class DeliverySpeedIT {

    private static final int DELIVERIES = 10_000;
    private static final int GENEROUS_PER_SECOND = 300;

    @Test
    void oneReceiverIsToldQuickly() throws Exception {
        WebhookFixture webhooks = new WebhookFixture();
        try (LocalReceiver shop = new LocalReceiver();
                Receivers receivers = WebhookFixture.receivers(Duration.ofSeconds(15))) {
            webhooks.subscribe(shop.url());
            webhooks.happen(DELIVERIES);
            DeliverySender sender = webhooks.sender(receivers, new DeliverySender.Limits(1600, 64));

            long begun = System.nanoTime();
            while (shop.count() < DELIVERIES) {
                sender.round();
            }
            sender.finish(Duration.ofSeconds(10));
            double perSecond = DELIVERIES / ((System.nanoTime() - begun) / 1e9);

            System.out.printf("webhooks: %,.0f deliveries a second to one receiver%n", perSecond);
            assertThat(webhooks.count("DELIVERED")).isEqualTo(DELIVERIES);
            assertThat(perSecond).isGreaterThan(GENEROUS_PER_SECOND);
        }
    }
}
