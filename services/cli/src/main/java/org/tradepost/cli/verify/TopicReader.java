package org.tradepost.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.erdtman.jcs.JsonCanonicalizer;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.platform.EventTopics;
import org.tradepost.client.http.Json;

/** Reads Tradepost's topics from their beginning to where they end when it starts, committed events only. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private TopicReader() {}

    static Topics read(String bootstrap) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tradepost-verify");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            return read(consumer);
        } catch (KafkaException e) {
            throw new CommandFailure("Cannot read the topics at " + bootstrap + ": " + e.getMessage(), e);
        }
    }

    static Topics read(Consumer<String, String> consumer) {
        List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> EventTopics.ALL.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Topics topics = new Topics();
        if (partitions.isEmpty()) {
            return topics;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        try (ProgressReporter progress = ProgressReporter.of("Reading the topics", total)) {
            MessageDigest digest = sha256();
            long lastProgress = System.nanoTime();
            while (!isRead(consumer, ends)) {
                var batch = consumer.poll(POLL);
                for (ConsumerRecord<String, String> message : batch) {
                    add(topics, message, digest);
                }
                progress.advance(batch.count());
                if (!batch.isEmpty()) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > SILENCE.toNanos()) {
                    throw new CommandFailure("The message broker stopped answering while the topics were read");
                }
            }
        }
        return topics;
    }

    private static boolean isRead(Consumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static void add(Topics topics, ConsumerRecord<String, String> message, MessageDigest digest) {
        JsonNode event =
                Json.tree(message.value() == null ? null : message.value().getBytes(StandardCharsets.UTF_8));
        String id = event.path("id").asText("");
        if (!id.isEmpty()) {
            topics.add(
                    id,
                    new Topics.Event(
                            message.topic(),
                            message.key(),
                            event.path("type").asText(),
                            event.path("sequence").asLong(),
                            digest(message.value(), digest)));
            if (message.topic().equals(AuditComplete.TOPIC)) {
                topics.addAuditEntry(id, digest(canonical(event.path("data").path("entry")), digest));
            }
        }
    }

    private static String canonical(JsonNode entry) {
        try {
            return new String(new JsonCanonicalizer(entry.toString()).getEncodedUTF8(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "not JSON that has one form: " + e.getMessage();
        }
    }

    static String digest(String text, MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
