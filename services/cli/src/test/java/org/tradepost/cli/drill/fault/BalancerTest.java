package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BalancerTest {

    @Test
    void ready_ones_take_turns() {
        var balancer = new Balancer(List.of(1, 2));
        balancer.look(1, port -> true);
        balancer.look(2, port -> true);

        assertThat(List.of(balancer.order(), balancer.order(), balancer.order()))
                .containsExactly(List.of(1, 2), List.of(2, 1), List.of(1, 2));
    }

    @Test
    void one_that_is_not_ready_comes_last() {
        var balancer = new Balancer(List.of(1, 2));
        balancer.look(1, port -> true);
        balancer.look(2, port -> true);

        balancer.look(1, port -> false);

        assertThat(List.of(balancer.order(), balancer.order())).containsOnly(List.of(2, 1));
    }

    @Test
    void when_nobody_is_ready_all_are_tried() {
        assertThat(new Balancer(List.of(1, 2)).order()).containsExactly(1, 2);
    }

    @Test
    void single_one_is_always_chosen() {
        assertThat(new Balancer(List.of(7)).order()).containsExactly(7);
    }

    @Test
    @Timeout(20)
    void process_that_stops_being_ready_is_noticed() throws Exception {
        var status = new AtomicInteger(200);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        int watched = server.getAddress().getPort();
        try (var balancer = Balancer.watching(List.of(1, watched))) {
            while (!balancer.isReady(watched)) {
                Thread.onSpinWait();
            }
            assertThat(balancer.order()).startsWith(watched);

            status.set(503);
            while (balancer.isReady(watched)) {
                Thread.onSpinWait();
            }
        } finally {
            server.stop(0);
        }
    }
}
