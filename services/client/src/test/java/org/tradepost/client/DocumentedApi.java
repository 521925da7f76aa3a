package org.tradepost.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tradepost.client.OpenApi.Operation;

/** A server that takes what the OpenAPI documents allow and nothing else, and answers with an example of what they promise. */
final class DocumentedApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<String> objections = new CopyOnWriteArrayList<>();
    private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

    DocumentedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What requests had that no document has, or lacked. */
    List<String> objections() {
        return List.copyOf(objections);
    }

    /** The operations that were asked for. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        // Not a try with resources, which would cut the caller off before the objection is kept.
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Operation operation = OpenApi.operation(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
            asked.add(operation.id());
            check(operation, exchange, body);
            JsonNode schema = operation.answer();
            if (schema.isMissingNode()) {
                exchange.sendResponseHeaders(operation.status(), -1);
                return;
            }
            JsonNode example = Example.of(operation.api(), schema);
            assertThat(operation.api().check(schema, example))
                    .as(operation.id() + ": example")
                    .isEmpty();
            byte[] bytes = example.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(operation.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (AssertionError wrong) {
            objections.add(wrong.getMessage());
            throw new IOException(wrong);
        } finally {
            exchange.close();
        }
    }

    private void check(Operation operation, HttpExchange exchange, byte[] body) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        Set<String> known = operation.parameters("query", false);
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            String name = parameter.substring(0, parameter.indexOf('='));
            if (!known.contains(name)) {
                objections.add(operation.id() + " has no parameter " + name);
            }
        }
        for (String header : operation.parameters("header", true)) {
            if (!exchange.getRequestHeaders().containsKey(header)) {
                objections.add(operation.id() + " needs " + header);
            }
        }
        boolean keyed = operation.parameters("header", false).contains("Idempotency-Key");
        if (keyed && !exchange.getRequestHeaders().containsKey("Idempotency-Key")) {
            objections.add(operation.id() + " takes an idempotency key, and none was sent");
        }
        if (operation.body().isMissingNode() != (body.length == 0)) {
            objections.add(operation.id() + " was sent a body of " + body.length + " bytes");
        } else if (body.length > 0) {
            operation
                    .api()
                    .check(operation.body(), JSON.readTree(body))
                    .forEach(error -> objections.add(operation.id() + ": " + error.getMessage()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
