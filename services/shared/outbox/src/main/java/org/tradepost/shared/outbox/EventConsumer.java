package org.tradepost.shared.outbox;

import io.opentelemetry.api.trace.Tracer;
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
import java.util.Map;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.rest.DebugLog;

/**
 * Reads the topics that the service's {@link EventHandler}s name. Offsets are committed after the transaction of the effects, so
 * that a crash repeats events, which the inbox recognises. An event that cannot be handled is parked, those of its key behind it, and
 * the next one taken; what fails because something is away is tried again for ever.
 */
@ApplicationScoped
public class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    /** After so long without a sign of life a consumer's partitions are somebody else's; Kafka's own 45 s delay effects for no good. */
    private static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(10);
    /** With the loop's growing pauses, 15 s of failures that nothing explains. */
    private static final int UNCLEAR_ATTEMPTS = 8;

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    @ConfigProperty(name = "tradepost.kafka.bootstrap")
    String bootstrap;

    @Inject
    Instance<EventHandler> handlers;

    @Inject
    Inbox inbox;

    @Inject
    ParkedEvents parked;

    @Inject
    MetricRegistry metrics;

    @Inject
    Tracer tracer;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private EventHandler handler;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private BackgroundLoop loop;
    private String unclear;
    private int attempts;

    void onStartup(@Observes Startup event) {
        if (handlers.isUnsatisfied()) {
            return;
        }
        handler = new TracedHandler(EventHandlers.of(handlers), tracer);
        metrics.gauge("parked_events", parked::count, new Tag("service", service));
        metrics.gauge("event_consumer_lag", this::lag, new Tag("service", service));
        loop = new BackgroundLoop("event-consumer-" + service, this::poll, this::close);
        loop.start(threads);
        closing.add(Phase.CONSUMERS, "the consumer of events", TO_STOP, loop::stop);
    }

    /** Events that the partition which is furthest behind has and that were not read yet, by Kafka's own count. */
    private double lag() {
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading == null) {
            return 0;
        }
        return reading.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag-max"))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .filter(behind -> !Double.isNaN(behind))
                .max()
                .orElse(0);
    }

    private Duration poll() {
        if (consumer == null) {
            consumer = open();
            consumer.subscribe(handler.topics());
        }
        List<Received> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            batch.add(read(message));
        }
        if (!batch.isEmpty()) {
            consume(batch);
            consumer.commitSync();
        }
        return Duration.ZERO;
    }

    private void consume(List<Received> batch) {
        try {
            inbox.consume(batch, handler);
        } catch (RuntimeException failed) {
            DebugLog.fine(LOG, "a batch of events failed and is taken one by one", failed);
            batch.forEach(this::consumeAlone);
        }
    }

    private void consumeAlone(Received received) {
        try {
            inbox.consume(List.of(received), handler);
        } catch (RuntimeException failed) {
            if (loop.isStopped() || !isPoison(received, failed)) {
                throw failed;
            }
            String reason = Failure.reason(failed);
            LOG.warning(() -> "parked the event at " + place(received) + ": " + reason);
            inbox.park(received, reason);
        }
    }

    private boolean isPoison(Received received, RuntimeException failed) {
        return switch (Failure.of(failed)) {
            case REFUSED -> true;
            case AWAY -> false;
            case UNCLEAR -> {
                attempts = place(received).equals(unclear) ? attempts + 1 : 1;
                unclear = place(received);
                yield attempts >= UNCLEAR_ATTEMPTS;
            }
        };
    }

    private static String place(Received received) {
        return received.topic() + "/" + received.partition() + "/" + received.offset();
    }

    private static Received read(ConsumerRecord<byte[], byte[]> message) {
        return Received.of(message.topic(), message.partition(), message.offset(), message.key(), message.value());
    }

    private void close() {
        KafkaConsumer<byte[], byte[]> closing = consumer;
        consumer = null;
        if (closing != null) {
            closing.close();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                "tradepost-" + service,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "tradepost-consumer-" + service,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                500,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) TAKEN_FOR_DEAD.toMillis());
        return KafkaClients.inOwnClassLoader(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
