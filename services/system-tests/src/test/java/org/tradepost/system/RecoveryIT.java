package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.ProcessState;
import org.tradepost.system.Shop.Customer;

/**
 * The orders server dies between every two transitions of a saga, and between each effect and its record. One order goes
 * through all deaths of its way, the next one while it recovers from the one before, and must still end as if nothing had been.
 */
@Tag("recovery")
class RecoveryIT {

    private static final String SERVER = "orders";

    /** Leases run out soon, so that a test need not wait for them; the rest of time is as it always is. */
    private static final Map<String, String> SHORT_LEASES = Map.of(
            "TRADEPOST_ORDERS_SAGA_LEASE", "PT6S",
            "TRADEPOST_ORDERS_SAGA_LEASE_MARGIN", "PT1S",
            "TRADEPOST_ORDERS_SAGA_LONGEST_CALL", "PT4S",
            "TRADEPOST_ORDERS_SAGA_VOID_AFTER", "PT8S");

    /**
     * Between a record and the effect that follows nothing can be seen from outside, so dying before an effect is like dying
     * behind the record before it; a full run dies at both.
     */
    private static final boolean EVERY_POINT = Boolean.getBoolean("tradepost.every-point");

    private final Platform platform = Deployment.get().platform();
    private final Customer customer = Shop.customer();
    private final String sku = Shop.product(250, 5);

    @AfterAll
    static void everyInvariantHolds() {
        CommandLine.Result verified =
                CommandLine.ofDeployment().run("verify", "--json").expect(0);
        assertThat(verified.json().path("ok").asBoolean()).isTrue();
    }

    @Test
    void anOrderIsConfirmedOnceWhereverItsServerDies() {
        Answer order = throughDeaths(
                        placing("tok_ok"),
                        "ORDER_STORED",
                        "RESERVE_BEFORE_EFFECT",
                        "RESERVE_AFTER_EFFECT",
                        "RESERVE_RECORDED",
                        "PAY_BEFORE_EFFECT",
                        "PAY_AFTER_EFFECT",
                        "CONFIRM_BEFORE_EFFECT",
                        "CONFIRM_AFTER_EFFECT",
                        "CONFIRM_RECORDED")
                .expect(201);
        assertThat(order.text("status")).isEqualTo("CONFIRMED");
        assertThat(Shop.stock(sku)).isEqualTo("3/0/3");
        onlyOrder(order.text("id"), 500);
        assertThat(Bank.of(platform).charges(order.text("id"))).isEqualTo(1);
        assertThat(customer.api()
                        .get("/api/v1/orders/" + order.text("id") + "/timeline")
                        .body()
                        .path("items")
                        .findValuesAsText("status"))
                .containsExactly("PENDING", "CONFIRMED");
    }

    @Test
    void aDeclinedOrderGivesItsStockBackWhereverItsServerDies() {
        Answer refused = throughDeaths(
                        placing("tok_declined"),
                        "PAY_RECORDED",
                        "RELEASE_STOCK_BEFORE_EFFECT",
                        "RELEASE_STOCK_AFTER_EFFECT",
                        "RELEASE_STOCK_RECORDED")
                .expectProblem(402, "PAYMENT_DECLINED");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(refused.text("orderId"), 0);
    }

    @Test
    void anUnansweredPaymentIsVoidedWhereverItsServerDies() {
        Answer refused = throughDeaths(
                        placing("tok_timeout"),
                        "QUERY_PAYMENT_BEFORE_EFFECT",
                        "QUERY_PAYMENT_AFTER_EFFECT",
                        "QUERY_PAYMENT_RECORDED",
                        "VOID_PAYMENT_BEFORE_EFFECT",
                        "VOID_PAYMENT_AFTER_EFFECT",
                        "VOID_PAYMENT_RECORDED")
                .expectProblem(402, "PAYMENT_TIMEOUT");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(refused.text("orderId"), 0);
    }

    @Test
    void aCancelledOrderIsRefundedAndRestockedOnceWhereverItsServerDies() {
        Answer placed = placing("tok_ok").get().expect(201);
        String path = "/api/v1/orders/" + placed.text("id");
        Api once = customer.api()
                .withNewKey()
                .withHeader("If-Match", placed.header("ETag"))
                .withHeader("Prefer", "wait=30");
        Answer cancelled = throughDeaths(
                        () -> once.post(path + "/cancel", null),
                        "REFUND_PAYMENT_BEFORE_EFFECT",
                        "REFUND_PAYMENT_AFTER_EFFECT",
                        "REFUND_PAYMENT_RECORDED",
                        "RESTOCK_BEFORE_EFFECT",
                        "RESTOCK_AFTER_EFFECT",
                        "RESTOCK_RECORDED")
                .expect(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(placed.text("id"), 0);
        assertThat(Bank.of(platform).charges(placed.text("id"))).isEqualTo(1);
        assertThat(Bank.of(platform).refunds(placed.text("id"))).isEqualTo(1);
    }

    private Supplier<Answer> placing(String token) {
        Api once = customer.api().withNewKey().withHeader("Prefer", "wait=30");
        Map<String, Object> order = Shop.order(token, sku, 2);
        return () -> once.post("/api/v1/orders", order);
    }

    /** Makes the request and lets the server die at each of the points in turn; answers the request's repetition. */
    private Answer throughDeaths(Supplier<Answer> request, String... points) {
        List<String> deaths = IntStream.range(0, points.length)
                .filter(i -> i == 0 || EVERY_POINT || !points[i].endsWith("_BEFORE_EFFECT"))
                .mapToObj(i -> points[i])
                .toList();
        platform.kill(SERVER);
        platform.start(SERVER, dyingAt(deaths.getFirst()));
        unanswered(request);
        awaitDeath(deaths.getFirst());
        for (String point : deaths.subList(1, deaths.size())) {
            try {
                platform.start(SERVER, dyingAt(point));
            } catch (CommandFailure diedBeforeItWasReady) {
                assertThat(diedBeforeItWasReady).hasMessageContaining(SERVER);
            }
            awaitDeath(point);
        }
        platform.start(SERVER, Map.of());
        return Eventually.answer(request, answer -> answer.status() != 202 && answer.status() < 500);
    }

    private static Map<String, String> dyingAt(String point) {
        var environment = new HashMap<>(SHORT_LEASES);
        environment.putAll(CrashScript.dyingAt(CrashPoint.valueOf(point), Map.of()));
        // It will not live long enough for more.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    private static void unanswered(Supplier<Answer> request) {
        try {
            Answer answer = request.get();
            assertThat(answer.status()).as("answer %s", answer.body()).isIn(502, 504);
        } catch (UncheckedIOException connectionBroken) {
            assertThat(connectionBroken).hasMessageNotContaining("HTTP connect timed out");
        }
    }

    private void awaitDeath(String point) {
        Eventually.holds("the orders server dies at " + point, () -> platform.installation()
                .state()
                .process(SERVER)
                .filter(ProcessState::alive)
                .isEmpty());
    }

    /** The customer has this order and no other, and paid so much for it in the end. */
    private void onlyOrder(String id, long paid) {
        assertThat(customer.api()
                        .get("/api/v1/orders")
                        .expect(200)
                        .body()
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly(id);
        assertThat(Bank.of(platform).kept(id)).isEqualTo(paid);
    }
}
