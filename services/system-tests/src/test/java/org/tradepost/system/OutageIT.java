package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.Signal;
import org.tradepost.system.Shop.Customer;

/** What callers see while one service is away, and that nothing is left of it when it is back. */
@Tag("recovery")
class OutageIT {

    private final Platform platform = Deployment.get().platform();

    @Test
    void withoutOrdersTheOverviewIsPartialAndTheirPathsAreAGatewayProblem() {
        Customer customer = Shop.customer();
        without("orders", () -> {
            // Until the gateway has seen its connections end, a request may go down with one of them.
            Eventually.answer(() -> customer.api().get("/api/v1/orders"), answer -> answer.status() != 502)
                    .expectProblem(503, "SERVICE_UNAVAILABLE");
            Answer overview = overview(customer);
            assertThat(overview.body().path("partial").asBoolean()).isTrue();
            assertThat(overview.body().path("missing").toString()).isEqualTo("[\"orders\"]");
            assertThat(overview.body().path("user").path("id").asText()).isEqualTo(customer.id());
            assertThat(overview.body().has("orders")).isFalse();
            Api.anonymous().get("/api/v1/products").expect(200);
            customer.api().get("/api/v1/profile").expect(200);
        });
        Eventually.get(customer.api(), "/api/v1/orders", answer -> true);
        assertThat(overview(customer).body().path("partial").asBoolean(true)).isFalse();
    }

    @Test
    void withoutUsersAValidTokenIsEnoughToOrder() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        without("users", () -> {
            Answer order = customer.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .expect(201);
            assertThat(order.text("status")).isEqualTo("CONFIRMED");
            customer.api().get("/api/v1/profile").expectProblem(503, "SERVICE_UNAVAILABLE");
            Answer overview = overview(customer);
            assertThat(overview.body().path("missing").toString()).isEqualTo("[\"user\"]");
            assertThat(overview.body().path("orders").size()).isEqualTo(1);
            Api.anonymous().get("/api/v1/orders").expectProblem(401, "UNAUTHORIZED");
        });
        assertThat(Shop.stock(sku)).isEqualTo("4/0/4");
        // What happened meanwhile reaches the activity feed all the same.
        Eventually.get(
                customer.api(),
                "/api/v1/users/" + customer.id() + "/activity",
                answer -> answer.body().path("items").size() == 2);
    }

    @Test
    void withoutCatalogNothingIsStored() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        Map<String, Object> order = Shop.order("tok_ok", sku, 1);
        Api once = customer.api().withNewKey();
        without("catalog", () -> {
            Answer refused = once.post("/api/v1/orders", order).expectProblem(503, "SERVICE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isNotBlank();
            assertThat(refused.body().has("orderId")).isFalse();
            assertThat(Shop.orders(customer)).isZero();
            assertThat(refusalTimes(customer, order).getFirst())
                    .as("with the breaker open")
                    .isLessThan(Duration.ofMillis(100));
        });
        // 503 is not stored: the same key is as good as new.
        Eventually.answer(() -> once.post("/api/v1/orders", order), answer -> answer.status() == 201);
        assertThat(Shop.orders(customer)).isEqualTo(1);
        assertThat(Shop.stock(sku)).isEqualTo("4/0/4");
    }

    @Test
    void withoutPaymentsAnOrderWaitsAndIsPaidOnceOrGivenUpWithoutCharge() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        List<String> pending = new ArrayList<>();
        without(
                "payments",
                () -> pending.add(customer.api()
                        .withNewKey()
                        .withHeader("Prefer", "wait=1")
                        .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                        .expect(202)
                        .text("id")));
        Answer settled =
                Eventually.get(customer.api(), "/api/v1/orders/" + pending.getFirst(), answer -> !answer.text("status")
                        .equals("PENDING"));
        // Payments that stay away for half a minute are voided as soon as they are back.
        boolean confirmed = settled.text("status").equals("CONFIRMED");
        assertThat(settled.text("reason")).isEqualTo(confirmed ? null : "PAYMENT_TIMEOUT");
        assertThat(Bank.of(platform).charges(pending.getFirst())).isEqualTo(confirmed ? 1 : 0);
        assertThat(Shop.stock(sku)).isEqualTo(confirmed ? "4/0/4" : "5/0/5");
    }

    @Test
    void aServiceThatHangsIsGivenUpInTime() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        platform.signal("catalog", Signal.STOP);
        try {
            var read = CompletableFuture.supplyAsync(() -> Api.anonymous().get("/api/v1/products/" + sku));
            customer.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .expectProblem(503, "SERVICE_UNAVAILABLE");
            customer.api().get("/api/v1/profile").expect(200);
            assertThat(Shop.orders(customer)).isZero();
            read.join().expectProblem(504, "GATEWAY_TIMEOUT");
        } finally {
            platform.signal("catalog", Signal.CONT);
        }
        Eventually.get(Api.anonymous(), "/api/v1/products/" + sku, answer -> true);
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
    }

    @Test
    void withoutKafkaOrdersGoOnAndTheOutboxDrainsAfterwards() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        without("kafka", () -> {
            for (int i = 0; i < 3; i++) {
                customer.api()
                        .withNewKey()
                        .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                        .expect(201);
            }
            assertThat(Guarding.metric("orders", "outbox_lag")).isGreaterThanOrEqualTo(6);
            Eventually.holds(
                    "products are read from the database", () -> Guarding.metric("catalog", "cache_fresh") == 0);
            Api.anonymous().get("/api/v1/products/" + sku).expect(200);
            Eventually.holds("accounts are read from the database", () -> Guarding.metric("users", "cache_fresh") == 0);
            customer.api().get("/api/v1/profile").expect(200);
            JsonNode orders = Api.anonymous()
                    .at(Inside.portOf("orders").resolve("/health"))
                    .get("/ready")
                    .expect(200)
                    .body()
                    .at("/checks/0/data");
            assertThat(orders.path("kafka").asText()).isEqualTo("degraded");
            assertThat(orders.path("condition").asText()).isEqualTo("degraded");
        });
        Eventually.holds("the outbox is empty", () -> Guarding.metric("orders", "outbox_lag") == 0);
        Eventually.holds("products are read from memory again", () -> Guarding.metric("catalog", "cache_fresh") == 1);
        Eventually.holds("accounts are shown from memory again", () -> Guarding.metric("users", "cache_fresh") == 1);
        Eventually.get(
                customer.api(),
                "/api/v1/users/" + customer.id() + "/activity",
                answer -> answer.body().path("items").size() == 6);
    }

    @Test
    void withoutPostgreSqlNothingIsBegunAndNothingFailsForLongerThanFiveSecondsAfterwards() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 100_000);
        without("postgresql", () -> {
            refusedWithoutDatabase(() -> customer.api().get("/api/v1/orders"));
            refusedWithoutDatabase(
                    () -> customer.api().withNewKey().post("/api/v1/orders", Shop.order("tok_ok", sku, 1)));
        });
        assertThat(Shop.orders(customer)).isZero();
        Instant calm = Instant.now().plusSeconds(5);
        Instant end = calm.plusSeconds(5);
        while (Instant.now().isBefore(end)) {
            boolean mayFail = Instant.now().isBefore(calm);
            Answer order = customer.api().withNewKey().post("/api/v1/orders", Shop.order("tok_ok", sku, 1));
            Answer profile = customer.api().get("/api/v1/profile");
            if (!mayFail) {
                order.expect(201);
                profile.expect(200);
                Api.anonymous().get("/api/v1/products/" + sku).expect(200);
            }
        }
    }

    @Test
    void administratorsSeeHowCallsGoAndNobodyElse() {
        Answer all = Shop.admin().get("/api/v1/admin/resilience").expect(200);
        assertThat(all.body().path("partial").asBoolean(true)).isFalse();
        assertThat(all.body().path("services").findValuesAsText("service"))
                .containsExactly("gateway", "users", "catalog", "orders", "payments");
        assertThat(all.body().path("services").path(3).path("clients").findValuesAsText("client"))
                .containsExactly("users", "catalog", "payments");
        Shop.customer().api().get("/api/v1/admin/resilience").expectProblem(403, "FORBIDDEN");
        Api.anonymous().get("/api/v1/admin/resilience").expectProblem(401, "UNAUTHORIZED");
    }

    /** The first requests find connections that are no more; then there are none. */
    private static void refusedWithoutDatabase(Supplier<Answer> request) {
        Answer refused = Eventually.answer(request, answer -> answer.status() == 503);
        assertThat(refused.header("Retry-After")).isNotBlank();
        refused.expectProblem(503, "SERVICE_UNAVAILABLE");
    }

    /** How long further refusals take once so many came that the breaker is open; the shortest first. */
    private static List<Duration> refusalTimes(Customer customer, Map<String, Object> order) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            Answer refused =
                    customer.api().withNewKey().post("/api/v1/orders", order).expectProblem(503, "SERVICE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isNotBlank();
            if (i >= 10) {
                times.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        return times.stream().sorted().toList();
    }

    private void without(String service, Runnable meanwhile) {
        platform.kill(service);
        try {
            meanwhile.run();
        } finally {
            platform.start(service, Map.of());
            Guarding.awaitTrust();
        }
    }

    private static Answer overview(Customer customer) {
        return customer.api()
                .get("/api/v1/users/" + customer.id() + "/overview")
                .expect(200);
    }
}
