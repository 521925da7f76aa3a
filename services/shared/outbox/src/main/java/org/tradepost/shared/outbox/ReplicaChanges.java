package org.tradepost.shared.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;

/**
 * Hears of what other replicas of the service change, by the service's own topic, and knows whether it hears of all of it in time: the
 * topic is read to its end, and nothing waits in the outbox to be sent there. While it does not, a cache is not to be used.
 */
@ApplicationScoped
public class ReplicaChanges {

    /** A cache that has to forget what was changed. All on one thread. */
    public interface Listener extends TopicTail.Listener {

        /** Everything that was changed a second ago has been told; said again after every look at the topic. */
        default void upToDate() {}
    }

    /** Together they keep the promise of a second: one for the way to the topic, the other for the way from there. */
    private static final Duration MAY_WAIT_IN_OUTBOX = Duration.ofMillis(500);

    private static final Duration MAY_WAIT_ON_TOPIC = Duration.ofMillis(500);
    private static final Duration TO_STOP = Duration.ofSeconds(3);

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    @ConfigProperty(name = "tradepost.kafka.bootstrap")
    String bootstrap;

    @Inject
    OutboxRows outbox;

    @Inject
    MetricRegistry metrics;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private Listener listener;
    private volatile TopicTail tail;
    private volatile boolean sent;

    /**
     * Listens from now on, for the one cache that a service has. Whether it is fresh is a metric, {@code cache_fresh}.
     *
     * @param cache its name in metrics
     * @param topic the service's own
     */
    public void follow(String cache, String topic, Listener told) {
        follow(TopicTail.of(bootstrap, "tradepost-cache-" + service, topic, told), told);
        metrics.gauge("cache_fresh", () -> isFresh() ? 1 : 0, new Tag("service", service), new Tag("cache", cache));
        BackgroundLoop loop = new BackgroundLoop("cache-" + cache, this::look, this::lost);
        loop.start(threads);
        closing.add(Phase.CONSUMERS, "the cache of " + cache, TO_STOP, loop::stop);
    }

    void follow(TopicTail followed, Listener told) {
        listener = told;
        tail = followed;
    }

    /** Whether every change that was made a second ago is known here. */
    public boolean isFresh() {
        TopicTail following = tail;
        return following != null && sent && following.isCurrent(MAY_WAIT_ON_TOPIC);
    }

    /** One round of the loop. */
    Duration look() {
        // In this order: what is not in the outbox any more is on the topic when that is read.
        boolean allSent = !outbox.isLate(MAY_WAIT_IN_OUTBOX);
        sent = sent && allSent;
        Duration rest = tail.follow();
        sent = allSent;
        if (isFresh()) {
            listener.upToDate();
        }
        return rest;
    }

    /** After a look that failed. */
    void lost() {
        sent = false;
        tail.close();
    }
}
