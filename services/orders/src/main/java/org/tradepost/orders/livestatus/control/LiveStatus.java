package org.tradepost.orders.livestatus.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.orders.ordering.control.OrderChanged;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.outbox.BackgroundLoop;
import org.tradepost.shared.problem.ProblemException;

/** The {@link OrderStreams} of this process, from its start to its end. */
@ApplicationScoped
public class LiveStatus {

    private static final Duration TO_STOP = Duration.ofSeconds(2);

    @Inject
    @ConfigProperty(name = "tradepost.orders.streams.most")
    int most;

    @Inject
    @ConfigProperty(name = "tradepost.orders.streams.per-reader")
    int perReader;

    @Inject
    @ConfigProperty(name = "tradepost.orders.streams.heartbeat")
    Duration heartbeat;

    @Inject
    @ConfigProperty(name = "tradepost.orders.streams.longest")
    Duration longest;

    @Inject
    OrderQueries queries;

    @Inject
    Draining draining;

    @Inject
    Closing closing;

    @Inject
    MetricRegistry metrics;

    @Resource
    ManagedThreadFactory threads;

    private final StreamMeters meters = new StreamMeters();
    private OrderStreams streams;

    void start(@Observes Startup event) {
        streams = new OrderStreams(
                new StreamSettings(most, perReader, heartbeat, longest),
                queries::histories,
                draining::isBegun,
                System::nanoTime,
                meters);
        BackgroundLoop watcher = new BackgroundLoop("order-streams", this::round, () -> {});
        watcher.start(threads);
        closing.add(Phase.INTAKE, "streams of live order status", TO_STOP, atMost -> {
            watcher.stop(atMost);
            streams.closeAll();
        });
        publish();
    }

    /**
     * Takes a stream in. Nothing has been written to it then.
     *
     * @throws ProblemException 429 when its reader has too many, 503 when there are too many or the service drains
     */
    public void open(OrderStream stream) {
        streams.open(stream);
    }

    /** Changes by other replicas are found by the watcher, within a second. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderChanged change) {
        streams.changed(change.order());
    }

    private Duration round() throws InterruptedException {
        streams.round();
        return Duration.ZERO;
    }

    private void publish() {
        gauge("order_streams", "Streams of live order status that are open", streams::count);
        gauge("order_stream_events_total", "Changes of orders written to streams", meters.events::sum);
        gauge("order_streams_slow_total", "Streams ended because nobody read them", meters.slow::sum);
        refused("reader", meters.refusedReader::sum);
        refused("full", meters.refusedFull::sum);
    }

    private void refused(String reason, Supplier<Number> value) {
        gauge("order_streams_refused_total", "Streams refused because of too many", value, new Tag("reason", reason));
    }

    private void gauge(String name, String description, Supplier<Number> value, Tag... tags) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        Tag[] all = Arrays.copyOf(tags, tags.length + 1);
        all[tags.length] = new Tag("service", "orders");
        metrics.gauge(metadata, value, all);
    }
}
