package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;

class PortChoiceTest {
    @TempDir
    Path folder;

    @Test
    void explicit_port_that_is_taken_is_refused_in_one_line() throws IOException {
        try (var taken = loopbackSocket()) {
            assertThatThrownBy(() -> choice().explicit(taken.getLocalPort(), "--port"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("Port " + taken.getLocalPort()
                            + " is taken by another program; choose another one with --port.");
        }
    }

    @Test
    void taken_default_moves_to_a_higher_free_port() throws IOException {
        try (var taken = loopbackSocket()) {
            assertThat(choice().from(taken.getLocalPort())).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void port_taken_on_every_address_is_not_free() throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertThat(PortChoice.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void process_gets_the_same_port_at_the_next_start() {
        int first = choice().loopback("kafka");

        assertThat(choice().loopback("kafka")).isEqualTo(first);
    }

    @Test
    void remembered_port_that_somebody_took_is_replaced() throws IOException {
        int first = choice().loopback("kafka");
        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(choice().loopback("kafka")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void no_port_is_given_twice() {
        var choice = choice();

        assertThat(choice.loopback("kafka")).isNotEqualTo(choice.loopback("postgresql"));
    }

    private PortChoice choice() {
        return new PortChoice(folder.resolve("ports.json"));
    }

    private static ServerSocket loopbackSocket() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void setting_that_is_no_port_is_named() {
        assertThat(PortChoice.number("9443", "A_SETTING")).isEqualTo(9443);
        for (var text : new String[] {"0", "65536", "-1", "https", ""}) {
            assertThatThrownBy(() -> PortChoice.number(text, "A_SETTING"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("A_SETTING");
        }
    }
}
