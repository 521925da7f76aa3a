package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;

/** Real PostgreSQL and Kafka, as {@code up} runs them, through kills and restarts. */
class PlatformIT {
    private static final UpOptions INFRASTRUCTURE = new UpOptions(false, false, null, true);
    // A strong reference keeps the level; Kafka's clients print their whole configuration otherwise.
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    /** One home for all tests: a start with data in place takes half the time of a first one. */
    @TempDir
    static Path folder;

    private final List<String> notes = new ArrayList<>();

    private final StartupListener listener = new StartupListener() {
        @Override
        public void step(String done, String next, int of) {
            notes.add(done);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    @BeforeAll
    static void quietKafka() {
        KAFKA.setLevel(Level.SEVERE);
    }

    @BeforeEach
    void makeSureItRuns() {
        boolean complete = platform().running().isPresent()
                && installation().state().processes().stream().allMatch(ProcessState::alive);
        if (!complete) {
            platform().stop(notes::add);
            platform().startDetached(INFRASTRUCTURE, listener);
        }
    }

    @AfterAll
    static void stop() {
        platform().stop(line -> {});
        assertThat(new Leftovers(home()).find()).isEmpty();
    }

    @Test
    void acknowledged_data_survives_a_kill_of_everything() throws Exception {
        write("before");
        var before = installation().state();

        platform().killEverything();
        assertThat(platform().running()).isEmpty();
        platform().startDetached(INFRASTRUCTURE, listener);

        var after = installation().state();
        assertThat(rows()).contains("before");
        assertThat(records()).contains("before");
        assertThat(after.adminPassword()).isEqualTo(before.adminPassword());
        assertThat(after.process("postgresql").orElseThrow().port())
                .isEqualTo(before.process("postgresql").orElseThrow().port());
        assertThat(after.processes()).allMatch(ProcessState::alive);
    }

    @Test
    void children_that_outlived_their_supervisor_are_stopped_before_a_new_start() throws Exception {
        write("row of an orphan");
        platform().kill("supervisor");
        var orphan = installation().state().process("postgresql").orElseThrow();
        assertThat(orphan.alive()).isTrue();

        platform().startDetached(INFRASTRUCTURE, listener);

        assertThat(orphan.alive()).isFalse();
        assertThat(notes).anyMatch(line -> line.contains("left over from an earlier start"));
        assertThat(rows()).contains("row of an orphan");
    }

    @Test
    void process_that_was_killed_shows_as_down_and_can_be_started_again() throws Exception {
        write("record before a crash");

        platform().kill("kafka");
        assertThat(platform().health(installation().state().process("kafka").orElseThrow()))
                .isEqualTo(Platform.Health.DOWN);
        platform().start("kafka", Map.of());

        assertThat(platform().health(installation().state().process("kafka").orElseThrow()))
                .isEqualTo(Platform.Health.UP);
        assertThat(records()).contains("record before a crash");
        assertThatThrownBy(() -> platform().start("kafka", Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("kafka is running already.");
        assertThatThrownBy(() -> platform().start("nothing", Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no process 'nothing'");
    }

    @Test
    void second_start_in_the_same_home_is_refused_in_one_line() {
        assertThatThrownBy(() -> platform().startDetached(INFRASTRUCTURE, listener))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Another './tradepost up' is at work");
        assertThat(installation().state().processes()).allMatch(ProcessState::alive);
    }

    @Test
    void fresh_start_forgets_data_and_passwords() throws Exception {
        write("old");
        var before = installation().state().adminPassword();
        platform().stop(notes::add);

        platform().startDetached(new UpOptions(false, true, null, true), listener);

        assertThat(installation().state().adminPassword()).isNotEqualTo(before);
        assertThatThrownBy(PlatformIT::rows).isInstanceOf(SQLException.class).hasMessageContaining("does not exist");
    }

    @Test
    void stopping_leaves_nothing_behind_and_can_be_repeated() {
        assertThat(platform().stop(notes::add)).isTrue();
        assertThat(platform().stop(notes::add)).isFalse();

        assertThat(home().resolve("state.json")).doesNotExist();
        assertThat(home().resolve("connections.json")).doesNotExist();
    }

    @Test
    void postgresql_and_kafka_are_set_up_as_services_need_them() throws Exception {
        for (var service : List.of("users", "catalog", "orders", "payments")) {
            var audit = installation().auditDatabase(service);
            try (var connection = DriverManager.getConnection(audit.url(), audit.user(), audit.password())) {
                assertThat(setting(connection, "fsync")).isEqualTo("on");
                assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
                assertThatThrownBy(() -> connection.createStatement().execute("create table mine (id int)"))
                        .isInstanceOf(SQLException.class);
            }
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", installation().kafkaBootstrap()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, "tradepost.orders");
            var config = admin.describeConfigs(List.of(topic))
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .get(topic);
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(14).toMillis()));
        }
    }

    @Test
    void lock_file_with_the_pid_of_another_program_does_not_stop_postgresql() throws Exception {
        write("row behind a lock");
        platform().killEverything();
        var lock = home().resolve("data/postgresql/postmaster.pid");
        var lines = new ArrayList<>(Files.readAllLines(lock));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        platform().startDetached(INFRASTRUCTURE, listener);

        assertThat(rows()).contains("row behind a lock");
    }

    private void write(String value) throws Exception {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (value text)");
            statement.execute("insert into kept values ('" + value + "')");
        }
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation().kafkaBootstrap()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("tradepost.orders", 0, "key", value))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> rows() throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = owner();
                var rows = connection.createStatement().executeQuery("select value from kept")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static List<String> records() {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", installation().kafkaBootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition("tradepost.orders", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(sent -> values.add(sent.value()));
            }
        }
        return values;
    }

    private static Connection owner() throws SQLException {
        var url = installation().auditDatabase("orders").url();
        return DriverManager.getConnection(
                url,
                "orders_owner",
                installation().secrets().role("orders_owner").password());
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Path home() {
        return folder.resolve("the home");
    }

    private static Installation installation() {
        return Installation.at(home(), folder);
    }

    private static Platform platform() {
        return new Platform(installation());
    }
}
