package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.StartupListener;
import org.tradepost.cli.platform.UpOptions;

/** Faults of the real PostgreSQL and the real Kafka, held until the test has seen in {@code /proc} what they do. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class FaultsIT {
    private static final String KAFKA_LINK = "orders>kafka";
    // A strong reference keeps the level.
    private static final Logger KAFKA_LOGGER = Logger.getLogger("org.apache.kafka");

    @TempDir
    static Path folder;

    private static Installation installation;
    private static Platform platform;
    private static DrillNetwork network;
    private static DrillProcesses processes;
    private static Faults faults;

    @BeforeAll
    static void start() {
        KAFKA_LOGGER.setLevel(Level.OFF);
        installation = Installation.at(folder.resolve("home"), folder);
        platform = new Platform(installation);
        network = new DrillNetwork(installation.ports(), null);
        processes = new DrillProcesses(platform);
        faults = new Faults(installation, processes, network);
        platform.startDetached(new UpOptions(false, false, null, true, network.topology()), new StartupListener() {
            @Override
            public void step(String done, String next, int of) {}

            @Override
            public void note(String line) {}
        });
    }

    @AfterAll
    static void stop() {
        platform.stop(line -> {});
        network.close();
    }

    @Test
    void paused_postgresql_stands_still_with_all_its_processes_and_goes_on() throws Exception {
        var audit = installation.auditDatabase("orders");
        try (var connection = DriverManager.getConnection(audit.url(), audit.user(), audit.password())) {
            var fault = inflict(FaultKind.PAUSE, "postgresql");
            var handle = ProcessHandle.of(processes.state("postgresql").pid()).orElseThrow();
            awaitStandstill(handle.pid());
            for (var child : handle.descendants().toList()) {
                awaitStandstill(child.pid());
            }

            end(fault);

            assertThat(connection.isValid(20)).isTrue();
        }
    }

    private static void awaitStandstill(long pid) throws Exception {
        while (true) {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            if (stat.substring(stat.lastIndexOf(')') + 2).startsWith("T")) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void clients_of_kafka_stay_on_their_link_and_are_cut_off_with_it() throws Exception {
        try (var producer = producer("127.0.0.1:" + network.link(KAFKA_LINK).port())) {
            producer.send(new ProducerRecord<>("tradepost.users", "key", "through the link"))
                    .get(30, TimeUnit.SECONDS);

            network.link(KAFKA_LINK).cut();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("tradepost.users", "key", "lost"))
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);

            network.link(KAFKA_LINK).open();
            producer.send(new ProducerRecord<>("tradepost.users", "key", "again"))
                    .get(30, TimeUnit.SECONDS);
        }
        assertThat(values("tradepost.users", 30)).contains("through the link", "again");
    }

    @Test
    void event_log_on_a_full_disk_takes_nothing_and_loses_nothing() throws Exception {
        try (var producer = producer(installation.kafkaBootstrap())) {
            producer.send(new ProducerRecord<>("tradepost.payments", "key", "before"))
                    .get(30, TimeUnit.SECONDS);
            long pid = processes.state("kafka").pid();
            var fault = inflict(FaultKind.DISK_FULL, "kafka");
            while (!Files.readString(Path.of("/proc", Long.toString(pid), "limits"))
                    .matches("(?s).*Max file size +1 .*")) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("tradepost.payments", "key", "too much"))
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            end(fault);
        }
        try (var producer = producer(installation.kafkaBootstrap())) {
            producer.send(new ProducerRecord<>("tradepost.payments", "key", "after"))
                    .get(30, TimeUnit.SECONDS);
        }
        assertThat(values("tradepost.payments", 30)).containsExactly("before", "after");
    }

    @Test
    void events_are_delivered_again_under_their_keys_in_another_order() throws Exception {
        var sent = new ArrayList<String>();
        try (var producer = producer(installation.kafkaBootstrap())) {
            for (int i = 0; i < 20; i++) {
                sent.add("event " + i);
                producer.send(new ProducerRecord<>("tradepost.catalog", "key", "event " + i))
                        .get(30, TimeUnit.SECONDS);
            }
        }

        faults.inflict(new Fault(FaultKind.REDELIVERY, "tradepost.catalog", Duration.ZERO, Duration.ZERO, 7));

        var values = values("tradepost.catalog", 30);
        assertThat(values).hasSize(40).startsWith(sent.toArray(String[]::new));
        assertThat(values.subList(20, 40))
                .containsExactlyInAnyOrderElementsOf(sent)
                .isNotEqualTo(sent);
    }

    @Test
    void killed_postgresql_is_there_again_when_the_fault_is_over() throws Exception {
        long before = processes.state("postgresql").pid();

        faults.inflict(new Fault(FaultKind.KILL, "postgresql", Duration.ZERO, Duration.ZERO, 0));

        assertThat(processes.state("postgresql").pid()).isNotEqualTo(before);
        var audit = installation.auditDatabase("orders");
        try (var connection = DriverManager.getConnection(audit.url(), audit.user(), audit.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void process_that_there_is_not_is_one_clear_line() {
        assertThatThrownBy(() -> faults.inflict(new Fault(FaultKind.PAUSE, "nothing", Duration.ZERO, Duration.ZERO, 0)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no process 'nothing'.");
    }

    /** Held until it is interrupted. */
    private static Thread inflict(FaultKind kind, String target) {
        var fault = new Fault(kind, target, Duration.ZERO, Duration.ofMinutes(10), 0);
        return Thread.ofPlatform().start(() -> faults.inflict(fault));
    }

    private static void end(Thread fault) throws InterruptedException {
        fault.interrupt();
        fault.join();
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", 0,
                        "request.timeout.ms", 3_000,
                        "delivery.timeout.ms", 4_000,
                        "max.block.ms", 20_000),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> values(String topic, int seconds) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", installation.kafkaBootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic, Duration.ofSeconds(seconds)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
