package org.tradepost.shared.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tradepost.shared.rest.DebugLog;

/**
 * Follows a topic from its end, in every process for itself and in no group: for what a process only remembers and would have to forget.
 * Nothing is recorded, so what was sent before it began is not seen, and what cannot be read is passed over. It knows whether it is up to
 * date, since silence of a topic and silence of a broker look the same.
 */
public final class TopicTail {

    /** Who is told. All on one thread. */
    public interface Listener {

        /** From now on everything is seen; before, something may have been missed. */
        void begins();

        void received(List<CloudEvent> events);
    }

    private static final Logger LOG = Logger.getLogger(TopicTail.class.getName());
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FETCH_MILLIS = 50;
    private static final int METADATA_MILLIS = 30_000;

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> open;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private Consumer<byte[], byte[]> consumer;
    private int partitions;
    private volatile boolean current;
    private volatile long currentAt;

    /**
     * @param bootstrap addresses of brokers
     * @param name of the client, as brokers and logs show it
     */
    public static TopicTail of(String bootstrap, String name, String topic, Listener listener) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // Where retention has taken what was not read yet, all of it has been missed: that throws.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                METADATA_MILLIS,
                // A broker answers a connection's requests one after another: while it waits for events, so does the
                // question for the end.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_MILLIS);
        return new TopicTail(
                topic,
                () -> KafkaClients.inOwnClassLoader(
                        () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())),
                listener,
                System::nanoTime);
    }

    TopicTail(String topic, Supplier<Consumer<byte[], byte[]>> open, Listener listener, LongSupplier nanoTime) {
        this.topic = topic;
        this.open = open;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Whether everything was seen that was on the topic so long ago. */
    public boolean isCurrent(Duration ago) {
        return current && nanoTime.getAsLong() - currentAt <= ago.toNanos();
    }

    /** One round, for a {@link BackgroundLoop}. After an exception {@link #close} is to be called, and it begins anew. */
    public Duration follow() {
        if (consumer == null) {
            begin();
        }
        List<CloudEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            Received received =
                    Received.of(message.topic(), message.partition(), message.offset(), message.key(), message.value());
            if (received.event() == null) {
                DebugLog.fine(LOG, () -> "passed over an event: " + received.unreadable());
            } else {
                events.add(received.event());
            }
        }
        if (!events.isEmpty()) {
            listener.received(events);
        }
        long asked = nanoTime.getAsLong();
        Collection<TopicPartition> assigned = consumer.assignment();
        boolean caughtUp = consumer.endOffsets(assigned, PATIENCE).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
        if (caughtUp) {
            currentAt = asked;
            current = true;
        }
        if (consumer.partitionsFor(topic, PATIENCE).size() != partitions) {
            throw new IllegalStateException("the topic " + topic + " has other partitions than before");
        }
        return Duration.ZERO;
    }

    private void begin() {
        consumer = open.get();
        List<TopicPartition> all = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        partitions = all.size();
        consumer.assign(all);
        // Not seekToEnd, which only takes effect later: from here on nothing may be missed.
        consumer.endOffsets(all, PATIENCE).forEach(consumer::seek);
        listener.begins();
    }

    /** Lets go of the broker; until it has begun again nothing is current. */
    public void close() {
        current = false;
        Consumer<byte[], byte[]> closing = consumer;
        consumer = null;
        if (closing != null) {
            closing.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
