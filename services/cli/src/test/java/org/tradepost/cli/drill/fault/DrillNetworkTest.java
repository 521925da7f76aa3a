package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Topology;

class DrillNetworkTest {
    @TempDir
    Path folder;

    private DrillNetwork network;

    @BeforeEach
    void layOut() {
        network =
                new DrillNetwork(Installation.at(folder.resolve("home"), folder).ports(), null);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void every_process_and_every_link_has_a_port_of_its_own_and_none_is_the_users() {
        var ports = new ArrayList<>(network.topology().ports().values());
        DrillLayout.links().forEach(name -> ports.add(network.link(name).port()));
        network.topology().kafkaListeners().forEach(listener -> ports.add(listener.port()));

        assertThat(ports).doesNotHaveDuplicates().doesNotContain(9080, 9443);
        assertThat(network.topology().ports())
                .containsKeys(Topology.HTTP, Topology.HTTPS, "gateway", "orders-2", "postgresql", "kafka");
    }

    @Test
    void each_process_is_sent_through_its_own_links() {
        var first = network.topology().environment().get("orders");
        var second = network.topology().environment().get("orders-2");

        assertThat(second)
                .containsEntry(
                        "TRADEPOST_PAYMENTS_URL",
                        "http://127.0.0.1:" + network.link("orders-2>payments").port() + "/payments")
                .containsEntry(
                        "TRADEPOST_KAFKA_BOOTSTRAP",
                        "127.0.0.1:" + network.link("orders-2>kafka").port());
        assertThat(second.get("TRADEPOST_ORDERS_DB_URL"))
                .contains(":" + network.link("orders-2>postgresql").port() + "/")
                .isNotEqualTo(first.get("TRADEPOST_ORDERS_DB_URL"));
    }

    @Test
    void broker_tells_each_client_process_to_come_through_its_link() {
        assertThat(network.topology().kafkaListeners())
                .anySatisfy(listener -> {
                    assertThat(listener.name()).isEqualTo("ORDERS_2");
                    assertThat(listener.advertisedPort())
                            .isEqualTo(network.link("orders-2>kafka").port());
                })
                .hasSize(6);
    }

    @Test
    void link_that_there_is_not_is_one_clear_line() {
        assertThatThrownBy(() -> network.link("gateway>kafka"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("There is no link 'gateway>kafka'");
    }
}
