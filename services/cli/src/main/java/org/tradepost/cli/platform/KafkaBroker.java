package org.tradepost.cli.platform;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.tradepost.cli.CommandFailure;

/** The platform's own Kafka: one KRaft node in a small JVM, on the loopback interface only. */
final class KafkaBroker {
    static final String NAME = "kafka";
    private static final int PARTITIONS = 4;
    private static final Duration RETENTION = Duration.ofDays(14);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path home;
    private final int port;
    private final int controllerPort;
    private final List<Topology.KafkaListener> listeners;

    /** With further listeners than the one that {@link #bootstrap} names. */
    KafkaBroker(Path home, int port, int controllerPort, List<Topology.KafkaListener> listeners) {
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
        this.listeners = List.copyOf(listeners);
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    void prepare() {
        var file = configuration();
        var text = new StringWriter();
        try {
            Files.createDirectories(file.getParent());
            properties().store(text, "Written at every start");
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
        PrivateJson.writeText(file, text.toString());
    }

    private Path configuration() {
        return home.resolve("data").resolve("kafka.properties");
    }

    Properties properties() {
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "log.dirs",
                home.resolve("data").resolve("kafka").toString(),
                "auto.create.topics.enable",
                "false",
                "group.initial.rebalance.delay.ms",
                "0",
                "log.retention.hours",
                Long.toString(RETENTION.toHours())));
        // A single node: what Kafka keeps about itself cannot have more copies than one.
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", "16777216"));
        // After kill -9 the restarted broker is let in when the session of its predecessor is over, by default after 9
        // s.
        addListeners(properties);
        properties.putAll(Map.of("broker.session.timeout.ms", "4000", "broker.heartbeat.interval.ms", "1000"));
        return properties;
    }

    private void addListeners(Properties properties) {
        if (listeners.isEmpty()) {
            return;
        }
        var protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        var open = new StringBuilder(properties.getProperty("listeners"));
        var advertised = new StringBuilder(properties.getProperty("advertised.listeners"));
        for (var listener : listeners) {
            protocols.append(',').append(listener.name()).append(":PLAINTEXT");
            open.append(',').append(listener.name()).append("://127.0.0.1:").append(listener.port());
            advertised
                    .append(',')
                    .append(listener.name())
                    .append("://127.0.0.1:")
                    .append(listener.advertisedPort());
        }
        properties.setProperty("listener.security.protocol.map", protocols.toString());
        properties.setProperty("listeners", open.toString());
        properties.setProperty("advertised.listeners", advertised.toString());
    }

    ChildSpec spec() {
        return new ChildSpec(
                NAME,
                List.of(
                        Executables.java(),
                        Leftovers.marker(home),
                        "-Xms128m",
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.awt.headless=true",
                        "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT %4$s %3$s %5$s%6$s%n",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaNode.class.getName(),
                        configuration().toString()),
                Map.of(),
                home.resolve("data"),
                home.resolve("logs").resolve("kafka.log"),
                Signal.TERM,
                STOP_PATIENCE,
                port,
                null);
    }

    /** Waits until the broker answers, and makes sure of its topics. */
    void awaitReady(ChildProcess broker) {
        var end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!PortChoice.accepts(port)) {
            if (broker.ended(POLL)) {
                throw LogTail.failure("Kafka did not start", broker.spec().log());
            }
            if (System.nanoTime() > end) {
                throw new CommandFailure("Kafka is not ready after " + START_PATIENCE.toSeconds() + " s; see "
                        + broker.spec().log());
            }
        }
        createTopics();
    }

    private void createTopics() {
        var timeout = (int) START_PATIENCE.toMillis();
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout / 2);
        try (var admin = Admin.create(settings)) {
            var existing = admin.listTopics().names().get(timeout, TimeUnit.MILLISECONDS);
            var missing = EventTopics.ALL.stream()
                    .filter(topic -> !existing.contains(topic))
                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("retention.ms", Long.toString(RETENTION.toMillis()))))
                    .collect(Collectors.toList());
            admin.createTopics(missing).all().get(timeout, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure("Kafka could not be set up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while Kafka was set up.", e);
        }
    }
}
