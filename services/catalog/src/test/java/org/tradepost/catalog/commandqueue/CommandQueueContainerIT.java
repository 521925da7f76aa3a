package org.tradepost.catalog.commandqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.containerkit.TestTrust;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.rest.Json;

/** Commands by HTTP, with the transactions and threads of Liberty. */
@ExtendWith(ArquillianExtension.class)
class CommandQueueContainerIT {

    private static final String STOCK = "/api/v1/admin/queues/stock/commands";
    private static final UUID OPERATOR = new UUID(0, 60);
    /** The thousand commands of a full queue are done one after the other, on whatever machine this is. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int SIZE = 1_000;

    @Inject
    Jdbi jdbi;

    @Inject
    Config config;

    @Inject
    TestTrust trust;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment
    static WebArchive catalog() {
        return ServiceArchive.with(CommandQueueContainerIT.class, TestTrust.class);
    }

    @Test
    void aCommandIsDoneInTheTransactionOfItsEnd() throws Exception {
        stocked("done", 5);
        HttpResponse<String> accepted = post(STOCK, adjust("done", 3), "key-done");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(STOCK + "/" + json(accepted).path("id").asText());
        JsonNode ended = ended(location);
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("DONE");
        assertThat(ended.path("result").path("onHand").asLong()).isEqualTo(8);
        assertThat(onHand("done")).isEqualTo(8);
        HttpResponse<String> again = post(STOCK, adjust("done", 3), "key-done");
        assertThat(json(again)).isEqualTo(ended);
        assertThat(post(STOCK, adjust("done", 4), "key-done").body()).contains("IDEMPOTENCY_KEY_REUSED");
        List<String> entries = jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT payload FROM outbox WHERE topic = 'tradepost.audit' AND payload LIKE '%\"stock.adjusted\"%'")
                .mapTo(String.class)
                .list());
        assertThat(entries)
                .filteredOn(entry -> entry.contains("\"done\""))
                .singleElement(STRING)
                .contains(OPERATOR.toString());
    }

    @Test
    void commandsForTheCacheAreDone() throws Exception {
        stocked("cached", 1);
        for (String type : List.of("cache.set", "cache.get", "cache.invalidate")) {
            String location = post(
                            "/api/v1/admin/queues/maintenance/commands",
                            "{\"type\":\"" + type + "\",\"sku\":\"cached\"}",
                            null)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(ended(location).path("state").asText()).isEqualTo("DONE");
        }
    }

    @Test
    void whatIsNoCommandIsRefused() throws Exception {
        refused(404, "NO_SUCH_QUEUE", "/api/v1/admin/queues/none/commands", "{\"type\":\"cache.get\",\"sku\":\"A\"}");
        refused(422, "VALIDATION_ERROR", STOCK, "{\"sku\":\"A\"}");
        refused(422, "VALIDATION_ERROR", STOCK, adjust("A", 0));
        refused(400, "MALFORMED_REQUEST", STOCK, "{\"type\":\"cache.set\",\"sku\":\"A\",\"value\":1}");
        refused(400, "MALFORMED_REQUEST", STOCK, "[]");
        refused(400, "MALFORMED_REQUEST", STOCK, "{");
        refused(400, "MALFORMED_REQUEST", STOCK, "{\"type\":\"x\",\"text\":\"\\u0000\"}");
        refused(413, "PAYLOAD_TOO_LARGE", STOCK, "{\"type\":\"x\",\"text\":\"" + "a".repeat(10_000) + "\"}");
        HttpResponse<String> stranger = http.send(
                request(STOCK, trust.tokenOf(OPERATOR, Permissions.ORDER_READ))
                        .POST(HttpRequest.BodyPublishers.ofString(adjust("A", 1)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(stranger.statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownTypeIsRejectedAndListed() throws Exception {
        HttpResponse<String> accepted = post(STOCK, "{\"type\":\"stock.count\",\"place\":\"A\"}", null);
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode rejected = ended(accepted.headers().firstValue("Location").orElseThrow());
        assertThat(rejected.path("state").asText()).isEqualTo("REJECTED");
        assertThat(get(STOCK + "?state=REJECTED").path("items").get(0)).isEqualTo(rejected);
    }

    /** The product's row is locked, so that nothing leaves the queue while producers fill it. */
    @Test
    void manyProducersFillAQueueToItsSizeAndLoseNothing() throws Exception {
        stocked("full", 0);
        long accepted = jdbi.inTransaction(handle -> {
            handle.execute("SELECT 1 FROM product WHERE sku = 'full' FOR UPDATE");
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            HttpRequest request = request(STOCK, trust.tokenOf(OPERATOR, Permissions.CATALOG_WRITE))
                    .POST(HttpRequest.BodyPublishers.ofString(adjust("full", 1)))
                    .build();
            for (int i = 0; i < SIZE + 100; i++) {
                answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
                if (i % 50 == 49) {
                    // Fewer at once than the stage has places, so that it is the queue that is full.
                    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .join();
                }
            }
            answers.stream().map(CompletableFuture::join).forEach(answer -> assertThat(answer.statusCode())
                    .isIn(202, 429));
            assertThat(answers.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 429))
                    .hasSize(100)
                    .allMatch(answer -> answer.body().contains("\"QUEUE_FULL\"")
                            && answer.headers().firstValue("Retry-After").isPresent());
            assertThat(get("/api/v1/admin/queues").path("items").toString()).contains("\"waiting\":" + SIZE);
            return answers.stream()
                    .filter(answer -> answer.join().statusCode() == 202)
                    .count();
        });
        assertThat(accepted).isEqualTo(SIZE);
        await(() -> onHand("full") == SIZE);
    }

    private void refused(int status, String code, String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body, null);
        assertThat(answer.statusCode() + " " + answer.body())
                .startsWith(status + " ")
                .contains('"' + code + '"');
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    private JsonNode ended(String location) throws Exception {
        await(() -> !get(location).path("state").asText().equals("WAITING"));
        return get(location);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json(http.send(
                request(path, trust.tokenOf(OPERATOR, Permissions.CATALOG_WRITE))
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    private HttpResponse<String> post(String path, String body, String key) throws Exception {
        HttpRequest.Builder request = request(path, trust.tokenOf(OPERATOR, Permissions.CATALOG_WRITE))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + config.getValue("tradepost.internal.port", String.class) + "/catalog" + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    private void stocked(String sku, long onHand) {
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO product (sku, name, price_amount, price_currency) VALUES (?, 'Lamp', 1299, 'GBP')",
                    sku);
            handle.execute("INSERT INTO stock (sku, on_hand) VALUES (?, ?)", sku, onHand);
        });
    }

    private long onHand(String sku) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT on_hand FROM stock WHERE sku = :sku")
                .bind("sku", sku)
                .mapTo(Long.class)
                .one());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.tolerant().readTree(answer.body());
    }

    private static String adjust(String sku, long delta) {
        return "{\"type\":\"stock.adjust\",\"sku\":\"" + sku + "\",\"delta\":" + delta + ",\"reason\":\"delivery\"}";
    }
}
