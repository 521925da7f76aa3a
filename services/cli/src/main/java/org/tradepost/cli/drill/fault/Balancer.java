package org.tradepost.cli.drill.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Which of a service's processes the next connection goes to: the ready ones in turn. The others come last, for when nobody is
 * ready. Readiness is asked for again and again, so a process that is stopping gets no new connections.
 */
final class Balancer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int OK = 200;

    private final List<Integer> ports;
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Thread> watchers = new ArrayList<>();

    Balancer(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    /** Follows the readiness of every process, where there are several to choose from. */
    static Balancer watching(List<Integer> ports) {
        var balancer = new Balancer(ports);
        if (ports.size() > 1) {
            var client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER)
                    .build();
            balancer.watch(port -> isReady(client, port));
        }
        return balancer;
    }

    private void watch(IntPredicate isReady) {
        for (int port : ports) {
            watchers.add(Thread.ofVirtual().name("readiness of " + port).start(() -> {
                do {
                    look(port, isReady);
                } while (Pause.of(POLL));
            }));
        }
    }

    void look(int port, IntPredicate isReady) {
        if (isReady.test(port)) {
            ready.add(port);
        } else {
            ready.remove(port);
        }
    }

    private static boolean isReady(HttpClient client, int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException down) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isReady(int port) {
        return ready.contains(port);
    }

    /** All of them, in the order in which to try them. */
    List<Integer> order() {
        if (ports.size() == 1) {
            return ports;
        }
        var order = new ArrayList<>(ports);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), ports.size()));
        var preferred = Set.copyOf(ready);
        order.sort((a, b) -> Boolean.compare(preferred.contains(b), preferred.contains(a)));
        return order;
    }

    @Override
    public void close() {
        watchers.forEach(Thread::interrupt);
    }
}
