package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tradepost.client.http.Json;

/** An API that behaves as the contract says, held in memory, and fails in the ways a test asks for. */
final class FakeShop implements AutoCloseable {
    private static final int PAGE = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final Map<String, Long> stock = new TreeMap<>();
    final Map<String, JsonNode> products = new TreeMap<>();
    final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Order> byKey = new LinkedHashMap<>();
    /** What happens to the next orders: DROP_AFTER, FAIL_BEFORE, PENDING or OUT_OF_STOCK. */
    final Deque<String> mishaps = new ArrayDeque<>();

    int orderRequests;
    long reportSkew;

    static final class Order {
        final String id;
        final JsonNode body;
        String status;

        Order(String id, JsonNode body, String status) {
            this.id = id;
            this.body = body;
            this.status = status;
        }

        long total() {
            long total = 0;
            for (JsonNode item : body.path("items")) {
                total += item.path("quantity").asLong()
                        * item.path("unitPrice").path("amount").asLong();
            }
            return total;
        }

        Map<String, Object> view() {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", id);
            view.put("status", status);
            view.put("reference", body.path("reference").asText());
            if (!"PENDING".equals(status) && !"REJECTED".equals(status)) {
                view.put("confirmedAt", "2026-01-01T00:00:00Z");
            }
            return view;
        }
    }

    private record Answer(int status, Object body) {}

    FakeShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answer answer;
        synchronized (this) {
            answer = answer(exchange, body);
        }
        if (answer == null) {
            exchange.close();
            return;
        }
        byte[] bytes = Json.bytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        boolean post = "POST".equals(exchange.getRequestMethod());
        if (path.equals("/api/v1/login")) {
            return new Answer(200, Map.of("accessToken", "t", "expiresIn", 300));
        }
        if (path.equals("/api/v1/profile")) {
            return new Answer(200, Map.of("id", new UUID(0, 0)));
        }
        if (path.equals("/api/v1/product-imports")) {
            return importProducts(body);
        }
        if (path.equals("/api/v1/products")) {
            return batch(exchange.getRequestURI().getRawQuery());
        }
        if (path.endsWith("/stock-adjustments")) {
            stock.merge(segment(path, 4), Json.tree(body).path("delta").asLong(), Long::sum);
            return new Answer(201, Map.of());
        }
        if (path.endsWith("/stock")) {
            return new Answer(200, Map.of("available", stock.getOrDefault(segment(path, 4), 0L)));
        }
        if (path.equals("/api/v1/orders")) {
            return post ? place(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body) : list(query);
        }
        if (path.equals("/api/v1/reports/sales")) {
            return report(query.get("by"));
        }
        if (path.startsWith("/api/v1/orders/")) {
            Order order = orders.get(segment(path, 4));
            order.status = "PENDING".equals(order.status) ? "CONFIRMED" : order.status;
            return new Answer(200, order.view());
        }
        if (path.startsWith("/api/v1/products/")) {
            JsonNode product = products.get(segment(path, 4));
            return product == null ? new Answer(404, Map.of()) : new Answer(200, product);
        }
        throw new IllegalStateException(path);
    }

    private Answer importProducts(byte[] body) {
        new String(body, StandardCharsets.UTF_8).lines().forEach(line -> {
            JsonNode product = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            products.put(product.path("sku").asText(), product);
        });
        return new Answer(200, Map.of("refused", 0));
    }

    private Answer batch(String query) {
        List<Object> items = new ArrayList<>();
        for (String parameter : query.split("&")) {
            String sku = URLDecoder.decode(parameter.substring("skus=".length()), StandardCharsets.UTF_8);
            JsonNode product = products.get(sku);
            items.add(
                    product == null
                            ? Map.of("sku", sku, "found", false)
                            : product.<ObjectNode>deepCopy().put("found", true));
        }
        return new Answer(200, Map.of("items", items));
    }

    private Answer place(String key, byte[] body) {
        orderRequests++;
        String mishap = mishaps.isEmpty() ? "" : mishaps.poll();
        if (mishap.equals("FAIL_BEFORE")) {
            return new Answer(503, Map.of("code", "SERVICE_UNAVAILABLE"));
        }
        Order known = byKey.get(key);
        JsonNode order = Json.tree(body);
        if (known != null) {
            if (!known.body.equals(order)) {
                return new Answer(422, Map.of("code", "IDEMPOTENCY_KEY_REUSED"));
            }
            return new Answer(201, known.view());
        }
        for (Order other : orders.values()) {
            if (other.body.path("reference").equals(order.path("reference"))) {
                return new Answer(
                        409, Map.of("code", "DUPLICATE_REFERENCE", "orderId", other.id, "orderStatus", other.status));
            }
        }
        Order placed = new Order(
                new UUID(0, 1L + orders.size()).toString(), order, mishap.equals("PENDING") ? "PENDING" : "CONFIRMED");
        orders.put(placed.id, placed);
        byKey.put(key, placed);
        boolean short0 = mishap.equals("OUT_OF_STOCK") || !take(order);
        if (short0) {
            placed.status = "REJECTED";
            return new Answer(409, Map.of("code", "OUT_OF_STOCK", "orderId", placed.id));
        }
        if (mishap.equals("DROP_AFTER")) {
            return null;
        }
        return new Answer("PENDING".equals(placed.status) ? 202 : 201, placed.view());
    }

    private boolean take(JsonNode order) {
        for (JsonNode item : order.path("items")) {
            String sku = item.path("sku").asText();
            if (products.get(sku).path("stockTracked").asBoolean()) {
                stock.merge(sku, -item.path("quantity").asLong(), Long::sum);
            }
        }
        return stock.values().stream().allMatch(left -> left >= 0);
    }

    private Answer list(Map<String, String> query) {
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        List<Order> all = orders.values().stream()
                .filter(order -> order.body.path("channel").asText().equals(query.get("channel")))
                .toList();
        int to = Math.min(all.size(), from + PAGE);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", all.subList(from, to).stream().map(Order::view).toList());
        if (to < all.size()) {
            page.put("nextCursor", Integer.toString(to));
        }
        return new Answer(200, page);
    }

    private Answer report(String by) {
        Map<String, long[]> rows = new TreeMap<>();
        long total = 0;
        long count = 0;
        for (Order order : orders.values()) {
            if (order.status.equals("REJECTED") || order.status.equals("PENDING")) {
                continue;
            }
            count++;
            total += order.total();
            if (by.equals("country")) {
                String country =
                        order.body.path("shippingAddress").path("country").asText();
                rows.computeIfAbsent(country, key -> new long[2])[1] += order.total();
            } else {
                order.body
                        .path("items")
                        .forEach(item -> rows.computeIfAbsent(item.path("sku").asText(), key -> new long[2])[0] +=
                                item.path("quantity").asLong());
            }
        }
        List<Object> list = new ArrayList<>();
        rows.forEach((key, figures) -> list.add(Map.of("key", key, "units", figures[0], "grossMinor", figures[1])));
        return new Answer(
                200, Map.of("rows", list, "total", Map.of("orders", count, "grossMinor", total + reportSkew)));
    }

    private static String segment(String path, int index) {
        return path.split("/")[index];
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts[1]);
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
