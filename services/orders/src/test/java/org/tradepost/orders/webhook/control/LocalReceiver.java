package org.tradepost.orders.webhook.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A shop that is told, on loopback. It keeps what it was sent, and answers as the test wants. */
final class LocalReceiver implements AutoCloseable {

    /** What arrived. */
    record Call(Map<String, List<String>> headers, String body) {}

    /** How it answers. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    private final HttpServer server;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Behaviour behaviour = exchange -> exchange.sendResponseHeaders(204, -1);

    LocalReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    void behave(Behaviour wanted) {
        behaviour = wanted;
    }

    void answer(int status) {
        behave(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    int port() {
        return server.getAddress().getPort();
    }

    int count() {
        return calls.size();
    }

    List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(Map.copyOf(exchange.getRequestHeaders()), body));
            behaviour.answer(exchange);
        } catch (Exception e) {
            // The sender has gone; what matters is what it made of that.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
