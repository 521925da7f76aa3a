package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

@Tag("deployment")
class OrdersIT {

    private static final int ROUNDS = Integer.getInteger("tradepost.race-rounds", 50);

    @Test
    void anOrderIsConfirmedPaidAndTakesItsStock() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1299, 10);
        Answer placed = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 2))
                .expect(201);
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
        assertThat(placed.body().path("total").path("amount").asLong()).isEqualTo(2598);
        assertThat(placed.header("Location")).isEqualTo("/api/v1/orders/" + placed.text("id"));
        assertThat(placed.header("X-Request-ID")).isNotBlank();
        assertThat(Shop.stock(sku)).isEqualTo("8/0/8");
        Answer payment = customer.api()
                .get("/api/v1/payments/" + placed.text("paymentId"))
                .expect(200);
        assertThat(payment.text("status")).isEqualTo("CAPTURED");
        assertThat(payment.text("orderId")).isEqualTo(placed.text("id"));
        Answer timeline = customer.api()
                .get("/api/v1/orders/" + placed.text("id") + "/timeline")
                .expect(200);
        assertThat(timeline.body().toString()).contains("CONFIRMED");
    }

    @Test
    void aDeclinedPaymentRefusesTheOrderAndReleasesItsStock() {
        Customer customer = Shop.customer();
        String sku = Shop.product(500, 3);
        Answer refused = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_declined", sku, 2))
                .expectProblem(402, "PAYMENT_DECLINED");
        Answer order =
                customer.api().get("/api/v1/orders/" + refused.text("orderId")).expect(200);
        assertThat(order.text("status")).isEqualTo("REJECTED");
        assertThat(Shop.stock(sku)).isEqualTo("3/0/3");
    }

    @Test
    void moreThanThereIsIsRefusedAndHoldsNothing() {
        Customer customer = Shop.customer();
        String sku = Shop.product(500, 3);
        String plenty = Shop.product(500, 3);
        Api once = customer.api().withNewKey();
        Map<String, Object> body = Shop.order("tok_ok", sku, 2, plenty, 1, sku, 2);
        Answer refused = once.post("/api/v1/orders", body).expectProblem(409, "OUT_OF_STOCK");
        Answer again = once.post("/api/v1/orders", body).expectProblem(409, "OUT_OF_STOCK");
        for (Answer answer : List.of(refused, again)) {
            assertThat(answer.body().path("errors").findValuesAsText("field")).containsExactly(sku);
        }
        Answer order =
                customer.api().get("/api/v1/orders/" + refused.text("orderId")).expect(200);
        assertThat(order.text("reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(Shop.stock(sku)).isEqualTo("3/0/3");
    }

    @Test
    void aRepeatedKeyPlacesNothingTwiceAndAnotherBodyIsRefused() {
        Customer customer = Shop.customer();
        String sku = Shop.product(500, 10);
        Api once = customer.api().withNewKey();
        Answer first = once.post("/api/v1/orders", Shop.order("tok_ok", sku, 1)).expect(201);
        Answer again = once.post("/api/v1/orders", Shop.order("tok_ok", sku, 1)).expect(201);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        once.post("/api/v1/orders", Shop.order("tok_ok", sku, 2)).expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(Shop.stock(sku)).isEqualTo("9/0/9");
    }

    @Test
    void theSameKeyAtTheSameTimePlacesOneOrder() throws Exception {
        Customer customer = Shop.customer();
        String sku = Shop.product(500, 50);
        Api once = customer.api().withNewKey();
        List<Answer> answers = together(8, () -> once.post("/api/v1/orders", Shop.order("tok_ok", sku, 1)));
        assertThat(answers).allMatch(a -> a.status() == 201 || a.status() == 202 || a.status() == 409);
        assertThat(answers.stream()
                        .filter(a -> a.status() < 300)
                        .map(a -> a.text("id"))
                        .distinct())
                .hasSize(1);
        assertThat(Shop.stock(sku)).isEqualTo("49/0/49");
    }

    @Test
    void twentyBuyersRaceForFive() throws Exception {
        Customer customer = Shop.customer();
        for (int round = 0; round < ROUNDS; round++) {
            String sku = Shop.product(100, 5);
            List<Answer> answers = together(
                    20, () -> customer.api().withNewKey().post("/api/v1/orders", Shop.order("tok_ok", sku, 1)));
            assertThat(answers.stream().filter(a -> a.status() == 201))
                    .as("round %s", round)
                    .hasSize(5);
            assertThat(answers.stream().filter(a -> a.status() == 409)).hasSize(15);
            assertThat(answers.stream().filter(a -> a.status() == 409))
                    .allMatch(a -> a.text("code").equals("OUT_OF_STOCK"));
            assertThat(Shop.stock(sku)).isEqualTo("0/0/0");
        }
    }

    /** Takes the half minute after which a payment is voided; when servers are split, {@link RecoveryIT} goes the same way. */
    @Test
    @Tag("either-mode")
    void anUnansweredPaymentIsPendingAtFirstAndNothingIsChargedInTheEnd() {
        Customer customer = Shop.customer();
        String sku = Shop.product(700, 4);
        Answer pending = customer.api()
                .withNewKey()
                .withHeader("Prefer", "wait=1")
                .post("/api/v1/orders", Shop.order("tok_timeout", sku, 1))
                .expect(202);
        assertThat(pending.text("status")).isEqualTo("PENDING");
        Answer settled = Eventually.get(customer.api(), "/api/v1/orders/" + pending.text("id"), a -> !a.text("status")
                .equals("PENDING"));
        assertThat(settled.text("status")).isEqualTo("REJECTED");
        assertThat(settled.text("reason")).isEqualTo("PAYMENT_TIMEOUT");
        assertThat(Shop.stock(sku)).isEqualTo("4/0/4");
    }

    @Test
    void aChargeThatWasNotAnsweredIsFoundAndTheOrderGoesOn() {
        Customer customer = Shop.customer();
        String sku = Shop.product(700, 4);
        Answer placed = customer.api()
                .withNewKey()
                .withHeader("Prefer", "wait=30")
                .post("/api/v1/orders", Shop.order("tok_timeout_charged", sku, 1))
                .expect(201);
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
        assertThat(placed.header("Preference-Applied")).isEqualTo("wait=30");
    }

    @Test
    void aProviderThatFailsOnceIsAskedAgainUnderTheSameKey() {
        Customer customer = Shop.customer();
        String sku = Shop.product(700, 4);
        Answer placed = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_error_once", sku, 1))
                .expect(201);
        Answer payment = customer.api()
                .get("/api/v1/payments/" + placed.text("paymentId"))
                .expect(200);
        assertThat(payment.body().path("captured").path("amount").asLong()).isEqualTo(700);
    }

    @Test
    void aCancelledOrderIsRefundedAndRestockedOnce() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1000, 5);
        Answer placed = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 3))
                .expect(201);
        String path = "/api/v1/orders/" + placed.text("id");
        String tag = customer.api().get(path).header("ETag");
        customer.api()
                .withHeader("If-Match", "\"999\"")
                .post(path + "/cancel", null)
                .expectProblem(412, "PRECONDITION_FAILED");
        customer.api().withHeader("If-Match", tag).post(path + "/cancel", null);
        Answer cancelled =
                Eventually.get(customer.api(), path, a -> a.text("status").equals("CANCELLED"));
        assertThat(cancelled.body().path("refunded").path("amount").asLong()).isEqualTo(3000);
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
    }

    @Test
    void refundsNeverExceedWhatWasSold() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1000, 5);
        Answer placed = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 3))
                .expect(201);
        String path = "/api/v1/orders/" + placed.text("id");
        Map<String, Object> two =
                Map.of("lines", List.of(Map.of("lineNo", 1, "quantity", 2)), "restock", true, "reason", "damaged");
        Api admin = Shop.admin();
        Shop.customer().api().withNewKey().post(path + "/refunds", two).expectProblem(404, "NOT_FOUND");
        assertThat(admin.withNewKey().post(path + "/refunds", two).status()).isIn(200, 201, 202);
        Answer partly =
                Eventually.get(customer.api(), path, a -> a.text("status").equals("PARTIALLY_REFUNDED"));
        assertThat(partly.body().path("refunded").path("amount").asLong()).isEqualTo(2000);
        assertThat(admin.withNewKey().post(path + "/refunds", two).status()).isEqualTo(409);
        assertThat(Shop.stock(sku)).isEqualTo("4/0/4");
    }

    private static List<Answer> together(int callers, Callable<Answer> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
