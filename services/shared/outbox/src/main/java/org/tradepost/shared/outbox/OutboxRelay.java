package org.tradepost.shared.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;

/**
 * Sends the outbox to Kafka, for ever and in order per aggregate. Each batch is one Kafka transaction, marked as sent after it
 * has committed; a crash in between sends the batch again, which consumers recognise by the event ids.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII);
    private static final int BATCH = 500;
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration STAND_BY = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    @ConfigProperty(name = "tradepost.kafka.bootstrap")
    String bootstrap;

    @Inject
    Config config;

    @Inject
    OutboxRows rows;

    @Inject
    MetricRegistry metrics;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private RelayLeadership leadership;
    private KafkaProducer<String, String> producer;
    private BackgroundLoop loop;
    private Instant nextHousekeeping = Instant.MIN;

    void onStartup(@Observes Startup event) {
        leadership = new RelayLeadership(config, service);
        metrics.gauge("outbox_lag", rows::lag, new Tag("service", service));
        loop = new BackgroundLoop("outbox-relay-" + service, this::relay, this::stepDown);
        loop.start(threads);
        closing.add(Phase.RELAY, "the relay of events", TO_STOP, loop::stop);
    }

    private Duration relay() throws Exception {
        if (!leadership.hold()) {
            return STAND_BY;
        }
        List<OutboxRows.Unsent> batch = rows.unsent(BATCH);
        if (batch.isEmpty()) {
            housekeeping();
            return IDLE;
        }
        send(batch);
        rows.markSent(batch.stream().map(OutboxRows.Unsent::id).toList());
        return batch.size() == BATCH ? Duration.ZERO : IDLE;
    }

    private void send(List<OutboxRows.Unsent> batch) throws Exception {
        if (producer == null) {
            KafkaProducer<String, String> opened = open();
            try {
                opened.initTransactions();
            } catch (RuntimeException e) {
                opened.close(Duration.ZERO);
                throw e;
            }
            producer = opened;
        }
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
        for (OutboxRows.Unsent row : batch) {
            sent.add(producer.send(record(row)));
        }
        producer.commitTransaction();
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    /** CloudEvents' Kafka binding: the header tells that the value is a whole event, not its data alone. */
    static ProducerRecord<String, String> record(OutboxRows.Unsent row) {
        ProducerRecord<String, String> message = new ProducerRecord<>(row.topic(), row.aggregateId(), row.payload());
        message.headers().add("content-type", CONTENT_TYPE);
        return message;
    }

    /** After any failure: whether the last batch arrived is not known, so leadership and producer start anew. */
    private void stepDown() {
        leadership.release();
        KafkaProducer<String, String> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }

    private KafkaProducer<String, String> open() {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "tradepost-" + service,
                ProducerConfig.CLIENT_ID_CONFIG,
                "tradepost-relay-" + service,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000);
        return KafkaClients.inOwnClassLoader(
                () -> new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
    }

    private void housekeeping() {
        Instant now = Instant.now();
        if (now.isAfter(nextHousekeeping)) {
            nextHousekeeping = rows.removeOld() == 0 ? now.plus(HOUSEKEEPING) : now;
        }
    }
}
