package org.tradepost.shared.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.PreDestroy;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.outbox.Inbox.Received;
import org.tradepost.shared.rest.Json;

/**
 * Reads the topics that the service's {@link EventHandler}s name. Offsets are committed after the transaction of the effects, so
 * that a crash repeats events, which the inbox recognises; an event that cannot be handled is parked and the next one taken.
 */
@ApplicationScoped
public class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);

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

    @Resource
    ManagedThreadFactory threads;

    private EventHandler handler;
    private KafkaConsumer<String, String> consumer;
    private BackgroundLoop loop;

    void onStartup(@Observes Startup event) {
        if (handlers.isUnsatisfied()) {
            return;
        }
        handler = EventHandlers.of(handlers);
        loop = new BackgroundLoop("event-consumer-" + service, this::poll, this::close);
        loop.start(threads);
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    private Duration poll() {
        if (consumer == null) {
            consumer = open();
            consumer.subscribe(handler.topics());
        }
        List<Received> batch = new ArrayList<>();
        for (ConsumerRecord<String, String> message : consumer.poll(POLL)) {
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
            LOG.log(Level.FINE, "a batch of events failed and is taken one by one", failed);
            batch.forEach(this::consumeAlone);
        }
    }

    private void consumeAlone(Received received) {
        try {
            inbox.consume(List.of(received), handler);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException poison) {
            LOG.warning(() -> "parked an event at " + received.topic() + "/" + received.partition() + "/"
                    + received.offset() + ": " + poison);
            inbox.park(received, poison.toString());
        }
    }

    private static Received read(ConsumerRecord<String, String> message) {
        CloudEvent event = null;
        String unreadable = null;
        try {
            event = Json.tolerant().readValue(message.value(), CloudEvent.class);
            if (event.id() == null || event.type() == null || event.subject() == null) {
                unreadable = "not a CloudEvent: id, type or subject is missing";
            }
        } catch (JsonProcessingException e) {
            unreadable = "not a CloudEvent: " + e.getOriginalMessage();
        }
        return new Received(message.topic(), message.partition(), message.offset(), message.value(), event, unreadable);
    }

    private void close() {
        KafkaConsumer<String, String> closing = consumer;
        consumer = null;
        if (closing != null) {
            closing.close();
        }
    }

    private KafkaConsumer<String, String> open() {
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
                500);
        return KafkaClients.inOwnClassLoader(
                () -> new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer()));
    }
}
