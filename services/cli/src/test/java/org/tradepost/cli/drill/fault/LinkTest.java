package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkTest {
    private final AtomicReference<List<Integer>> targets = new AtomicReference<>();
    private EchoServer server;
    private Link link;

    @BeforeEach
    void connect() throws IOException {
        server = new EchoServer("one");
        targets.set(List.of(server.port()));
        link = new Link("caller>one", freePort(), targets::get);
    }

    @AfterEach
    void disconnect() throws IOException {
        link.close();
        server.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void open_link_passes_everything_both_ways_and_the_end_too() throws Exception {
        try (var caller = new EchoCaller(link.port())) {
            assertThat(caller.ask("a")).isEqualTo("one:a");
            assertThat(caller.ask("b")).isEqualTo("one:b");
            caller.finish();
            assertThat(caller.hear()).isNull();
        }
        assertThat(List.of(server.received.take(), server.received.take(), server.received.take()))
                .containsExactly("a", "b", "(end)");
    }

    @Test
    void cut_ends_connections_and_refuses_new_ones_until_it_is_open_again() throws Exception {
        try (var caller = new EchoCaller(link.port())) {
            caller.ask("a");

            link.cut();

            assertThat(caller.hear()).isNull();
            assertThat(link.connections()).isZero();
        }
        assertThatThrownBy(() -> new EchoCaller(link.port())).isInstanceOf(ConnectException.class);

        link.open();
        try (var caller = new EchoCaller(link.port())) {
            assertThat(caller.ask("b")).isEqualTo("one:b");
        }
    }

    @Test
    void reset_ends_connections_hard_and_takes_new_ones() throws Exception {
        try (var caller = new EchoCaller(link.port())) {
            caller.ask("a");

            link.reset();

            assertThatThrownBy(caller::hear).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertThat(server.received.take()).isEqualTo("a");
            assertThat(server.received.take()).isEqualTo("(reset)");
        }
        try (var caller = new EchoCaller(link.port())) {
            assertThat(caller.ask("b")).isEqualTo("one:b");
        }
    }

    @Test
    void delay_holds_up_each_direction() throws Exception {
        try (var caller = new EchoCaller(link.port())) {
            caller.ask("a");
            link.delay(Duration.ofMillis(100));

            var begin = System.nanoTime();
            caller.ask("b");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void lost_answer_means_that_the_request_arrived_and_the_caller_never_knows() throws Exception {
        try (var caller = new EchoCaller(link.port())) {
            link.loseAnswers();

            caller.say("a");

            assertThat(server.received.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(caller.hear()).isNull();
        }
        link.open();
        try (var caller = new EchoCaller(link.port())) {
            assertThat(caller.ask("b")).isEqualTo("one:b");
        }
    }

    @Test
    void silence_keeps_what_is_sent_until_the_link_is_open_again() throws Exception {
        try (var before = new EchoCaller(link.port())) {
            before.ask("a");
            server.received.take();
            link.silence();

            before.say("b");
            assertThat(before.hearsNothingFor(100)).isTrue();
            assertThat(server.received).isEmpty();

            link.open();
            assertThat(before.hear()).isEqualTo("one:b");
        }
    }

    @Test
    void connection_made_in_silence_is_served_when_the_link_is_open_again() throws Exception {
        link.silence();
        try (var caller = new EchoCaller(link.port())) {
            caller.say("a");
            assertThat(caller.hearsNothingFor(100)).isTrue();

            link.open();
            assertThat(caller.hear()).isEqualTo("one:a");
        }
    }

    @Test
    void target_that_refuses_is_passed_over() throws Exception {
        var dead = freePort();
        targets.set(List.of(dead, server.port()));

        try (var caller = new EchoCaller(link.port())) {
            assertThat(caller.ask("a")).isEqualTo("one:a");
        }
    }

    @Test
    void callers_are_refused_while_no_target_takes_connections_and_served_when_one_does() throws Exception {
        int port = server.port();
        server.close();
        awaitRefusal();

        server = new EchoServer("again", port);

        String answer = null;
        while (answer == null) {
            try (var caller = new EchoCaller(link.port())) {
                answer = caller.ask("a");
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        assertThat(answer).isEqualTo("again:a");
    }

    private void awaitRefusal() {
        while (true) {
            try (var caller = new EchoCaller(link.port())) {
                caller.ask("a");
            } catch (ConnectException refused) {
                return;
            } catch (IOException accepted) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void closed_link_takes_nothing() throws Exception {
        link.close();

        assertThatThrownBy(() -> new EchoCaller(link.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void port_that_is_taken_is_one_clear_line() throws Exception {
        assertThatThrownBy(() -> new Link("a>b", server.port(), List::of))
                .hasMessageStartingWith("The link a>b cannot");
    }
}
