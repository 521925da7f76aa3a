package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.catalog.commandqueue.entity.QueueDepth;

/** What operators see of queues. Only queues that are configured and types that are known are labels. */
@ApplicationScoped
public class CommandMetrics {

    private static final Metadata COMMANDS = Metadata.builder()
            .withName("queue_commands_total")
            .withDescription("Commands by what was done with them")
            .build();
    private static final List<String> RESULTS = List.of("accepted", "refused", "done", "failed", "rejected", "retried");
    /** A queue that is not configured any more. */
    private static final String OTHER = "other";

    private static final Tag SERVICE = new Tag("service", "catalog");
    private static final long COUNTED_FOR_NANOS = Duration.ofSeconds(5).toNanos();

    @Inject
    MetricRegistry registry;

    @Inject
    QueueSettings settings;

    @Inject
    CommandHandlers handlers;

    @Inject
    CommandLog log;

    private Map<String, QueueDepth> depths;
    private long countedAt;

    void publish(@Observes Startup event) {
        settings.sizes().forEach((queue, size) -> {
            gauge("queue_size", "Commands that may wait in a queue", queue, m -> size);
            gauge("queue_waiting", "Commands that wait in a queue or are being done", queue, m -> m.depth(queue)
                    .of(CommandState.WAITING));
            gauge("queue_oldest_seconds", "How long the oldest of them has waited", queue, m -> m.depth(queue)
                    .oldestSeconds());
            // From 0 on, so that the first failure is an increase.
            handlers.labels().forEach(type -> RESULTS.forEach(result -> counter(queue, type, result)));
        });
    }

    /** @param result one of {@link #RESULTS} */
    void count(String queue, String type, String result) {
        counter(settings.sizes().containsKey(queue) ? queue : OTHER, handlers.label(type), result)
                .inc();
    }

    private Counter counter(String queue, String type, String result) {
        return registry.counter(
                COMMANDS, SERVICE, new Tag("queue", queue), new Tag("type", type), new Tag("result", result));
    }

    /** All figures come from one look at the database, whoever asks first. */
    private synchronized QueueDepth depth(String queue) {
        long now = System.nanoTime();
        if (depths == null || now - countedAt > COUNTED_FOR_NANOS) {
            depths = log.waiting();
            countedAt = now;
        }
        return depths.getOrDefault(queue, QueueDepth.EMPTY);
    }

    private void gauge(String name, String description, String queue, Function<CommandMetrics, Number> value) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        registry.gauge(metadata, this, value, SERVICE, new Tag("queue", queue));
    }
}
