package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Shop.Customer;

/**
 * The orders server dies between every two transitions of a saga, and between each effect and its record. One order goes
 * through all deaths of its way, the next one while it recovers from the one before, and must still end as if nothing had been.
 */
class RecoveryIT {

    private static final String SERVER = "orders";

    /** Leases run out soon, so that a test need not wait for them; the rest of time is as it always is. */
    private static final Map<String, String> SHORT_LEASES = Map.of(
            "TRADEPOST_ORDERS_SAGA_LEASE", "PT6S",
            "TRADEPOST_ORDERS_SAGA_LEASE_MARGIN", "PT1S",
            "TRADEPOST_ORDERS_SAGA_LONGEST_CALL", "PT4S",
            "TRADEPOST_ORDERS_SAGA_VOID_AFTER", "PT8S");

    /**
     * One on each way, and the moment before anybody was asked; a start takes some 20 s. {@code -Pfull} dies at every point, all of which
     * {@code CheckoutSagaIT} passes as well, in one process.
     */
    private static final Set<CrashPoint> CHOICE = Set.of(
            CrashPoint.ORDER_STORED,
            CrashPoint.CONFIRM_AFTER_EFFECT,
            CrashPoint.RELEASE_STOCK_AFTER_EFFECT,
            CrashPoint.VOID_PAYMENT_AFTER_EFFECT,
            CrashPoint.REFUND_PAYMENT_AFTER_EFFECT);

    private final Platform platform = Deployment.get().platform();
    private final Servers servers = new Servers(platform);
    private final Customer customer = Shop.customer();
    private final String sku = Shop.product(250, 5);

    @AfterAll
    static void everyInvariantHolds() {
        CommandLine.Result verified =
                CommandLine.ofDeployment().run("verify", "--json").expect(0);
        assertThat(verified.json().path("ok").asBoolean()).isTrue();
    }

    @Test
    @Tag("recovery")
    void anOrderIsConfirmedOnceWhereverItsServerDies() {
        Answer order = throughDeaths(
                        placing("tok_ok"),
                        CrashPoint.ORDER_STORED,
                        CrashPoint.RESERVE_BEFORE_EFFECT,
                        CrashPoint.RESERVE_AFTER_EFFECT,
                        CrashPoint.RESERVE_RECORDED,
                        CrashPoint.PAY_BEFORE_EFFECT,
                        CrashPoint.PAY_AFTER_EFFECT,
                        CrashPoint.CONFIRM_BEFORE_EFFECT,
                        CrashPoint.CONFIRM_AFTER_EFFECT,
                        CrashPoint.CHANGE_UNCOMMITTED,
                        CrashPoint.CONFIRM_RECORDED)
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
    @Tag("recovery")
    void aDeclinedOrderGivesItsStockBackWhereverItsServerDies() {
        Answer refused = throughDeaths(
                        placing("tok_declined"),
                        CrashPoint.PAY_RECORDED,
                        CrashPoint.RELEASE_STOCK_BEFORE_EFFECT,
                        CrashPoint.RELEASE_STOCK_AFTER_EFFECT,
                        CrashPoint.RELEASE_STOCK_RECORDED)
                .expectProblem(402, "PAYMENT_DECLINED");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(refused.text("orderId"), 0);
    }

    @Test
    @Tag("recovery")
    void anUnansweredPaymentIsVoidedWhereverItsServerDies() {
        Answer refused = throughDeaths(
                        placing("tok_timeout"),
                        CrashPoint.QUERY_PAYMENT_BEFORE_EFFECT,
                        CrashPoint.QUERY_PAYMENT_AFTER_EFFECT,
                        CrashPoint.QUERY_PAYMENT_RECORDED,
                        CrashPoint.VOID_PAYMENT_BEFORE_EFFECT,
                        CrashPoint.VOID_PAYMENT_AFTER_EFFECT,
                        CrashPoint.VOID_PAYMENT_RECORDED)
                .expectProblem(402, "PAYMENT_TIMEOUT");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(refused.text("orderId"), 0);
    }

    @Test
    @Tag("recovery")
    void aCancelledOrderIsRefundedAndRestockedOnceWhereverItsServerDies() {
        Answer placed = placing("tok_ok").get().expect(201);
        String path = "/api/v1/orders/" + placed.text("id");
        Api once = customer.api()
                .withNewKey()
                .withHeader("If-Match", placed.header("ETag"))
                .withHeader("Prefer", "wait=30");
        Answer cancelled = throughDeaths(
                        () -> once.post(path + "/cancel", null),
                        CrashPoint.REFUND_PAYMENT_BEFORE_EFFECT,
                        CrashPoint.REFUND_PAYMENT_AFTER_EFFECT,
                        CrashPoint.REFUND_PAYMENT_RECORDED,
                        CrashPoint.RESTOCK_BEFORE_EFFECT,
                        CrashPoint.RESTOCK_AFTER_EFFECT,
                        CrashPoint.RESTOCK_RECORDED)
                .expect(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(placed.text("id"), 0);
        assertThat(Bank.of(platform).charges(placed.text("id"))).isEqualTo(1);
        assertThat(Bank.of(platform).refunds(placed.text("id"))).isEqualTo(1);
    }

    /**
     * The way of an order whose payment stays unknown for long, was charged all the same, and whose goods were sold behind its
     * back: everything has to be given back, each once.
     */
    @Test
    @Tag("full")
    void anOrderThatIsGivenUpReturnsMoneyAndGoodsWhereverItsServerDies() {
        Map<String, String> impatient = new HashMap<>(SHORT_LEASES);
        impatient.put("TRADEPOST_ORDERS_SAGA_VOID_AFTER", "PT3S");
        impatient.put("TRADEPOST_ORDERS_SAGA_COMPENSATE_AFTER", "PT6S");
        servers.startDyingAt(SERVER, CrashPoint.CANCEL_PAYMENT_BEFORE_EFFECT, impatient);
        Api once = customer.api().withNewKey().withHeader("Prefer", "wait=0");
        Supplier<Answer> request = () -> once.post("/api/v1/orders", Shop.order("tok_timeout_charged", sku, 2));
        String id = request.get().expect(202).text("id");
        Eventually.holds("charged", () -> Bank.of(platform).charges(id) == 1);
        platform.kill("payments");
        servers.awaitDeath(SERVER, CrashPoint.CANCEL_PAYMENT_BEFORE_EFFECT);
        Api.anonymous()
                .at(Inside.portOf("catalog"))
                .withToken(Inside.tokenOf("orders"))
                .post("/internal/reservations/" + id + "/commit", null)
                .expect(200);
        platform.start("payments", Map.of());
        goOnThrough(
                List.of(
                        CrashPoint.CANCEL_PAYMENT_AFTER_EFFECT,
                        CrashPoint.CANCEL_PAYMENT_RECORDED,
                        CrashPoint.RETURN_PAYMENT_BEFORE_EFFECT,
                        CrashPoint.RETURN_PAYMENT_AFTER_EFFECT,
                        CrashPoint.RETURN_PAYMENT_RECORDED,
                        CrashPoint.RETURN_STOCK_BEFORE_EFFECT,
                        CrashPoint.RETURN_STOCK_AFTER_EFFECT,
                        CrashPoint.RETURN_STOCK_RECORDED),
                impatient);
        Eventually.answer(request, answer -> answer.status() == 402).expectProblem(402, "PAYMENT_TIMEOUT");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        onlyOrder(id, 0);
        assertThat(Bank.of(platform).charges(id)).isEqualTo(1);
        assertThat(Bank.of(platform).refunds(id)).isEqualTo(1);
    }

    private Supplier<Answer> placing(String token) {
        Api once = customer.api().withNewKey().withHeader("Prefer", "wait=30");
        Map<String, Object> order = Shop.order(token, sku, 2);
        return () -> once.post("/api/v1/orders", order);
    }

    /** Makes the request and lets the server die at each of the points in turn; answers the request's repetition. */
    private Answer throughDeaths(Supplier<Answer> request, CrashPoint... points) {
        List<CrashPoint> deaths = Stream.of(points)
                .filter(point -> Servers.EVERY_POINT || CHOICE.contains(point))
                .toList();
        servers.startDyingAt(SERVER, deaths.getFirst(), SHORT_LEASES);
        unanswered(request);
        servers.awaitDeath(SERVER, deaths.getFirst());
        goOnThrough(deaths.subList(1, deaths.size()), SHORT_LEASES);
        return Eventually.answer(request, answer -> answer.status() != 202 && answer.status() < 500);
    }

    private void goOnThrough(List<CrashPoint> deaths, Map<String, String> settings) {
        for (CrashPoint point : deaths) {
            servers.startDyingAt(SERVER, point, settings);
            servers.awaitDeath(SERVER, point);
        }
        servers.start(SERVER, Map.of());
    }

    private static void unanswered(Supplier<Answer> request) {
        try {
            Answer answer = request.get();
            assertThat(answer.status()).as("answer %s", answer.body()).isIn(502, 503, 504);
        } catch (UncheckedIOException connectionBroken) {
            assertThat(connectionBroken).hasMessageNotContaining("HTTP connect timed out");
        }
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
