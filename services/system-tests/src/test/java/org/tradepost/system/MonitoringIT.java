package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that reads the running platform: every panel of every dashboard has data, and every rule can be evaluated. */
@Tag("local")
class MonitoringIT {

    private static final Path COMPONENT = Deployment.project().resolve("kustomize/components/monitoring");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static final WebhookReceiver SHOP = new WebhookReceiver();

    private static PrometheusServer prometheus;
    private static ManagedChannel users;
    private static String webhook;

    @BeforeAll
    static void startPrometheus() throws IOException {
        var platform = Deployment.get().platform().installation().state();
        prometheus = PrometheusServer.start(platform, COMPONENT, folder);
        users = OkHttpChannelBuilder.forTarget("dns:///" + platform.usersGrpc())
                .usePlaintext()
                .build();
        webhook = Shop.admin()
                .withNewKey()
                .post(
                        "/api/v1/webhooks",
                        Map.of("url", SHOP.url(), "eventTypes", List.of("tradepost.orders.order-placed.v1")))
                .expect(201)
                .text("id");
    }

    @AfterAll
    static void stopPrometheus() throws InterruptedException {
        SHOP.close();
        if (webhook != null) {
            Shop.admin()
                    .withHeader("If-Match", "*")
                    .delete("/api/v1/webhooks/" + webhook)
                    .expect(204);
        }
        if (users != null) {
            users.shutdownNow();
        }
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void everyPanelHasData() throws IOException {
        Set<String> silent = queries();
        assertThat(silent).hasSizeGreaterThan(40);
        Instant deadline = Instant.now().plus(LIMIT);
        // A rate needs two readings with something between them.
        do {
            trade();
            silent.removeIf(prometheus::answers);
        } while (!silent.isEmpty() && Instant.now().isBefore(deadline));
        assertThat(silent).as("queries without data").isEmpty();
    }

    @Test
    void everyRuleIsHealthy() {
        Eventually.holds("every rule was evaluated", () -> prometheus.rules().stream()
                .noneMatch(rule -> rule.path("health").asText().equals("unknown")));
        assertThat(prometheus.rules())
                .hasSizeGreaterThan(40)
                .allSatisfy(rule ->
                        assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok"));
    }

    @Test
    void whatIsNotThereHasNoData() {
        assertThat(prometheus.answers("orders_lost_total{job=\"tradepost\"}")).isFalse();
    }

    /** As Grafana asks when everything is chosen; but for what only a cluster has. */
    private static Set<String> queries() throws IOException {
        List<String> ofTheCluster = Files.readString(COMPONENT.resolve("metrics.txt"))
                .lines()
                .filter(line -> line.endsWith(" cluster"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(ofTheCluster).isNotEmpty();
        return dashboards()
                .flatMap(dashboard -> dashboard.findValuesAsText("expr").stream())
                .filter(query -> ofTheCluster.stream().noneMatch(query::contains))
                .map(query -> query.replace("$__rate_interval", "1m")
                        .replace("$__range", "5m")
                        .replaceAll("\\$[a-z]+", ".*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(COMPONENT.resolve("dashboards"))) {
            return files.map(MonitoringIT::json).toList().stream();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return Api.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A little of everything: what succeeds, what is refused, and what is taken back. */
    private static void trade() {
        Shop.Customer customer = Shop.customer();
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", customer.email(), "password", "Wrong-" + Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        Shop.admin()
                .withHeader("Content-Type", "text/csv")
                .send(
                        "POST",
                        "/api/v1/product-imports",
                        "sku,name,price,currency\n" + Shop.newSku() + ",Lamp,1299,GBP\n")
                .expect(200);
        String sku = Shop.product(1000, 10);
        // The first tells that it is for everybody, the second is kept, the others are given what was kept.
        for (int reading = 0; reading < 5; reading++) {
            Api.anonymous().get("/api/v1/products/" + sku).expect(200);
        }
        HealthGrpc.newBlockingStub(users).check(HealthCheckRequest.getDefaultInstance());
        order(customer, "tok_declined", sku).expectProblem(402, "PAYMENT_DECLINED");
        String cancelled = order(customer, "tok_ok", sku).expect(201).text("id");
        assertThat(customer.api()
                        .withNewKey()
                        .post("/api/v1/orders/" + cancelled + "/cancel", null)
                        .status())
                .isIn(200, 202);
        String refunded = order(customer, "tok_ok", sku).expect(201).text("id");
        Map<String, Object> one =
                Map.of("lines", List.of(Map.of("lineNo", 1, "quantity", 1)), "restock", true, "reason", "damaged");
        assertThat(Shop.admin()
                        .withNewKey()
                        .post("/api/v1/orders/" + refunded + "/refunds", one)
                        .status())
                .isIn(200, 201, 202);
    }

    private static Answer order(Shop.Customer customer, String token, String sku) {
        return customer.api().withNewKey().post("/api/v1/orders", Shop.order(token, sku, 2));
    }
}
