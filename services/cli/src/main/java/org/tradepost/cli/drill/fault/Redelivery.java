package org.tradepost.cli.drill.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tradepost.cli.CommandFailure;

/** Publishes the latest events of a topic once more, each under its key, in any order but the right one. */
final class Redelivery {
    private static final int A_PARTITION = 100;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrap;

    Redelivery(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Returns when the broker has them.
     *
     * @param seed decides the order
     * @return how many events there were
     */
    int run(String topic, long seed) {
        try {
            var events = latest(topic);
            Collections.shuffle(events, new Random(seed));
            publish(events);
            return events.size();
        } catch (KafkaException | ExecutionException e) {
            throw new CommandFailure("Events of " + topic + " could not be delivered again: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while events were delivered again.", e);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> latest(String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
        var events = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var beginnings = consumer.beginningOffsets(partitions);
            ends.forEach((partition, end) ->
                    consumer.seek(partition, Math.max(beginnings.get(partition), end - A_PARTITION)));
            var giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(events::add);
                if (System.nanoTime() > giveUp) {
                    throw new CommandFailure("The broker does not give the events of " + topic + ".");
                }
            }
        }
        return events;
    }

    private void publish(List<ConsumerRecord<byte[], byte[]>> events) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) PATIENCE.toMillis());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var event : events) {
                sent.add(producer.send(new ProducerRecord<>(
                        event.topic(), event.partition(), event.key(), event.value(), event.headers())));
            }
            for (var record : sent) {
                record.get();
            }
        }
    }
}
