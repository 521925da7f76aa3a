package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.orders.webhook.control.DeliveryLog.Backlog;
import org.tradepost.orders.webhook.control.DeliveryQueue.Result;
import org.tradepost.orders.webhook.entity.Subscription.Status;

/** What operators see of webhooks. */
@ApplicationScoped
public class WebhookMetrics {

    private static final Metadata DELIVERIES = Metadata.builder()
            .withName("webhook_deliveries_total")
            .withDescription("Attempts to deliver a webhook, by how they ended")
            .build();
    /** The runtime appends the unit. */
    private static final Metadata DURATION = Metadata.builder()
            .withName("webhook_delivery_duration")
            .withDescription("Time from a webhook's request to the end of its answer")
            .build();

    private static final Tag SERVICE = new Tag("service", "orders");
    private static final long COUNTED_FOR_NANOS = Duration.ofSeconds(5).toNanos();

    @Inject
    MetricRegistry registry;

    @Inject
    DeliveryLog log;

    private Backlog backlog;
    private long countedAt;

    void publish(@Observes Startup event) {
        gauge("webhook_backlog", "Webhooks that are due and not under way", m -> m.backlog()
                .due());
        gauge("webhook_oldest_seconds", "How long the oldest of them has been due", m -> m.backlog()
                .oldestSeconds());
        for (Status status : Status.values()) {
            gauge(
                    "webhook_subscriptions",
                    "Subscriptions by status",
                    m -> m.log.subscriptions(status.name()),
                    new Tag("status", status.name().toLowerCase(Locale.ROOT)));
        }
    }

    void ended(Result result) {
        registry.counter(DELIVERIES, SERVICE, new Tag("result", label(result))).inc();
        registry.timer(DURATION, SERVICE).update(result.attempt().took());
    }

    private static String label(Result result) {
        if (result.attempt().isDelivered()) {
            return "delivered";
        }
        return result.retryIn().isPresent() ? "retried" : "failed";
    }

    /** Both figures come from one look at the database, whoever asks first. */
    private synchronized Backlog backlog() {
        long now = System.nanoTime();
        if (backlog == null || now - countedAt > COUNTED_FOR_NANOS) {
            backlog = log.backlog();
            countedAt = now;
        }
        return backlog;
    }

    private void gauge(String name, String description, Function<WebhookMetrics, Number> value, Tag... tags) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        Tag[] all = Arrays.copyOf(tags, tags.length + 1);
        all[tags.length] = SERVICE;
        registry.gauge(metadata, this, value, all);
    }
}
