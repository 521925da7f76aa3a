package org.tradepost.catalog.product.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.outbox.BackgroundLoop;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.OutboxRows;
import org.tradepost.shared.outbox.TopicTail;

/**
 * Hears of the products that other replicas change, by the service's own topic, and knows whether it hears of all of them in time: the
 * topic is read to its end, and nothing waits in the outbox to be sent there. While it does not, products are read from the database.
 */
@ApplicationScoped
public class CacheFreshness implements TopicTail.Listener {

    /** Together they keep the promise of a second: one for the way to the topic, the other for the way from there. */
    private static final Duration MAY_WAIT_IN_OUTBOX = Duration.ofMillis(500);

    private static final Duration MAY_WAIT_ON_TOPIC = Duration.ofMillis(500);
    /** After which Redis is tried again: to join it reads which products changed lately, by looking at all of them. */
    private static final Duration BETWEEN_JOINS = Duration.ofSeconds(5);

    private static final Duration TO_STOP = Duration.ofSeconds(3);

    @Inject
    @ConfigProperty(name = "tradepost.kafka.bootstrap")
    String bootstrap;

    /** Needs this one itself. */
    @Inject
    Instance<CachedProducts> cached;

    @Inject
    OutboxRows outbox;

    @Inject
    MetricRegistry metrics;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private volatile TopicTail tail;
    private volatile boolean sent;
    private long nextJoin = System.nanoTime();

    void onStartup(@Observes Startup event) {
        tail = TopicTail.of(bootstrap, "tradepost-cache-catalog", ProductEvents.TOPIC, this);
        metrics.gauge("product_cache_fresh", () -> isFresh() ? 1 : 0, new Tag("service", "catalog"));
        BackgroundLoop loop = new BackgroundLoop("product-cache", this::follow, this::lost);
        loop.start(threads);
        closing.add(Phase.CONSUMERS, "the product cache", TO_STOP, loop::stop);
    }

    /** Whether every change that was made a second ago is known here. */
    public boolean isFresh() {
        TopicTail following = tail;
        return following != null && sent && following.isCurrent(MAY_WAIT_ON_TOPIC);
    }

    private Duration follow() {
        // In this order: what is not in the outbox any more is on the topic when that is read.
        boolean allSent = !outbox.isLate(MAY_WAIT_IN_OUTBOX);
        sent = sent && allSent;
        Duration rest = tail.follow();
        sent = allSent;
        if (System.nanoTime() - nextJoin >= 0 && isFresh()) {
            cached.get().joinShared();
            nextJoin = System.nanoTime() + BETWEEN_JOINS.toNanos();
        }
        return rest;
    }

    private void lost() {
        sent = false;
        tail.close();
    }

    @Override
    public void begins() {
        cached.get().clear();
    }

    @Override
    public void received(List<CloudEvent> events) {
        List<String> changed = new ArrayList<>();
        events.forEach(event -> changed.addAll(ProductEvents.changed(event)));
        cached.get().invalidate(changed);
    }
}
