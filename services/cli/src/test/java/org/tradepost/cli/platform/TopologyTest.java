package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.platform.Topology.KafkaListener;

class TopologyTest {
    private static final Topology TWO_ORDERS = new Topology(
            Map.of("orders", 2),
            Map.of("orders-2", 20_002),
            Map.of("orders-2", Map.of("TRADEPOST_WARM_UP", "false")),
            List.of(new KafkaListener("ORDERS_2", 20_003, 20_004)));

    @TempDir
    Path folder;

    @Test
    void survives_the_way_through_its_file() {
        TWO_ORDERS.write(folder.resolve("topology.json"));

        assertThat(Topology.read(folder.resolve("topology.json"))).isEqualTo(TWO_ORDERS);
    }

    @Test
    void missing_file_is_one_clear_line() {
        assertThatThrownBy(() -> Topology.read(folder.resolve("none.json"))).hasMessageContaining("does not exist");
    }

    @Test
    void replicas_are_numbered_from_two() {
        assertThat(TWO_ORDERS.processes("orders")).containsExactly("orders", "orders-2");
        assertThat(TWO_ORDERS.processes("users")).containsExactly("users");
        assertThat(Topology.usual().processes("orders")).containsExactly("orders");
    }

    @Test
    void usual_topology_adds_nothing() {
        assertThat(Topology.usual().isUsual()).isTrue();
        assertThat(TWO_ORDERS.isUsual()).isFalse();
        assertThat(UpOptions.splitServers().topology().isUsual()).isTrue();
        assertThat(Topology.usual().environment("orders")).isEmpty();
    }

    @Test
    void callees_are_found_at_the_given_ports() {
        assertThat(Topology.addresses(Map.of("postgresql", 1, "kafka", 2, "catalog", 3)))
                .containsEntry("TRADEPOST_KAFKA_BOOTSTRAP", "127.0.0.1:2")
                .containsEntry("TRADEPOST_CATALOG_URL", "http://127.0.0.1:3/catalog")
                .containsEntry("TRADEPOST_ORDERS_DB_URL", "jdbc:postgresql://127.0.0.1:1/orders?currentSchema=public")
                .containsEntry("TRADEPOST_BANK_DB_URL", "jdbc:postgresql://127.0.0.1:1/payments?currentSchema=bank");
    }

    @Test
    void settings_of_things_outside_are_told_from_others() {
        assertThat(List.of(
                        "TRADEPOST_ORDERS_DB_URL",
                        "TRADEPOST_ORDERS_DB_OWNER_PASSWORD",
                        "TRADEPOST_KAFKA_BOOTSTRAP",
                        "TRADEPOST_REDIS_URL",
                        "TRADEPOST_CATALOG_REDIS_URL",
                        "TRADEPOST_ISSUER",
                        "TRADEPOST_TLS_KEYSTORE_PASSWORD"))
                .allMatch(Topology::isExternal);
        assertThat(List.of("TRADEPOST_HOME", "TRADEPOST_ROOT", "TRADEPOST_THREADS", "PATH"))
                .noneMatch(Topology::isExternal);
    }

    @Test
    void replica_has_a_name_a_log_and_an_output_folder_of_its_own() {
        var installation = Installation.at(folder.resolve("home"), folder);
        var entrance = new PublicEndpoint(9080, 9443, Optional.empty());

        var spec = new LibertyServer(installation, "orders", "orders-2", entrance, 20_002).spec(Map.of());

        var home = installation.home();
        assertThat(spec.name()).isEqualTo("orders-2");
        assertThat(spec.command()).last().isEqualTo("orders");
        assertThat(spec.log()).isEqualTo(home.resolve("logs/orders-2.log"));
        assertThat(spec.environment())
                .containsEntry(
                        "WLP_OUTPUT_DIR", home.resolve("liberty/orders-2").toString());
        assertThat(spec.workingDirectory()).isEqualTo(home.resolve("liberty/orders-2/orders"));
        assertThat(spec.internalPort()).isEqualTo(20_002);
    }

    @Test
    void broker_tells_clients_of_a_listener_the_port_it_was_given() {
        var properties = new KafkaBroker(
                        folder, 1, 2, List.of(new KafkaListener("USERS", 3, 4), new KafkaListener("ORDERS_2", 5, 6)))
                .properties();

        assertThat(properties)
                .containsEntry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2,USERS://127.0.0.1:3,ORDERS_2://127.0.0.1:5")
                .containsEntry(
                        "advertised.listeners", "PLAINTEXT://127.0.0.1:1,USERS://127.0.0.1:4,ORDERS_2://127.0.0.1:6")
                .containsEntry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,USERS:PLAINTEXT,ORDERS_2:PLAINTEXT");
    }

    @Test
    void broker_without_further_listeners_is_as_it_always_was() {
        assertThat(new KafkaBroker(folder, 1, 2, List.of()).properties())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1")
                .doesNotContainKey("listener.security.protocol.map");
    }
}
