package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.Shop.Customer;

/** Other people's data, conditions that are missing or stale, and lists asked for wrongly. */
@Tag("deployment")
class BadAccessIT {

    private static Customer owner;
    private static Customer stranger;
    private static String sku;
    private static Answer order;

    @BeforeAll
    static void anOrderOfSomebodyElse() {
        owner = Shop.customer();
        stranger = Shop.customer();
        sku = Shop.product(500, 10);
        order = owner.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 2))
                .expect(201);
    }

    @Test
    void somebodyElsesOrderAndPaymentDoNotExist() {
        String path = "/api/v1/orders/" + order.text("id");
        Api api = stranger.api();
        api.get(path).expectProblem(404, "NOT_FOUND");
        api.get(path + "/timeline").expectProblem(404, "NOT_FOUND");
        api.withHeader("If-Match", "*").post(path + "/cancel", null).expectProblem(404, "NOT_FOUND");
        api.withNewKey()
                .post(path + "/refunds", Map.of("amount", Map.of("amount", 1, "currency", "GBP")))
                .expectProblem(404, "NOT_FOUND");
        api.get("/api/v1/payments/" + order.text("paymentId")).expectProblem(404, "NOT_FOUND");
        api.get("/api/v1/orders/" + UUID.randomUUID()).expectProblem(404, "NOT_FOUND");
        api.get("/api/v1/orders/not-an-id").expectProblem(404, "NOT_FOUND");
        assertThat(owner.api().get(path).text("status")).isEqualTo("CONFIRMED");
        assertThat(Shop.stock(sku)).isEqualTo("8/0/8");
        assertThat(Shop.orders(stranger)).isZero();
    }

    @Test
    void somebodyElsesAccountIsForbidden() {
        Answer before = owner.api().get("/api/v1/profile").expect(200);
        Api api = stranger.api();
        for (String path : List.of(
                "/api/v1/users/" + owner.id(),
                "/api/v2/users/" + owner.id(),
                "/api/v2/users/" + owner.id() + "/profile",
                "/api/v1/users/" + owner.id() + "/activity",
                "/api/v1/users/" + owner.id() + "/overview",
                "/api/v1/users/" + UUID.randomUUID(),
                "/api/v1/orders?userId=" + owner.id())) {
            api.get(path).expectProblem(403, "FORBIDDEN");
        }
        api.withHeader("If-Match", "*")
                .put("/api/v1/users/" + owner.id(), Map.of("name", "Mallory"))
                .expectProblem(403, "FORBIDDEN");
        assertThat(owner.api().get("/api/v1/profile").body()).isEqualTo(before.body());
    }

    @Test
    void whatAdministratorsDoIsForbiddenToCustomers() {
        Api api = stranger.api();
        api.get("/api/v1/admin/users").expectProblem(403, "FORBIDDEN");
        api.withHeader("If-Match", "*")
                .patch("/api/v1/admin/users/" + stranger.id(), Map.of("roles", List.of("admin")))
                .expectProblem(403, "FORBIDDEN");
        api.withHeader("If-Match", "*")
                .delete("/api/v1/admin/users/" + owner.id())
                .expectProblem(403, "FORBIDDEN");
        api.get("/api/v1/admin/orders").expectProblem(403, "FORBIDDEN");
        api.post("/api/v1/admin/orders/" + order.text("id") + "/resume", null).expectProblem(403, "FORBIDDEN");
        api.get("/api/v1/reports/sales?by=day").expectProblem(403, "FORBIDDEN");
        api.post("/api/v1/products", Shop.productBody(Shop.newSku(), "N", 1, "GBP"))
                .expectProblem(403, "FORBIDDEN");
        api.withHeader("If-Match", "*").delete("/api/v1/products/" + sku).expectProblem(403, "FORBIDDEN");
        api.post("/api/v1/products/" + sku + "/stock-adjustments", Map.of("delta", 5, "reason", "mine"))
                .expectProblem(403, "FORBIDDEN");
        api.withHeader("Content-Type", "text/csv")
                .send("POST", "/api/v1/product-imports", "sku,name,price,currency\nX,Y,1,GBP\n")
                .expectProblem(403, "FORBIDDEN");
        assertThat(Shop.stock(sku)).isEqualTo("8/0/8");
        assertThat(stranger.api().get("/api/v1/profile").body().path("roles").toString())
                .isEqualTo("[\"user\"]");
    }

    @Test
    void aChangeNeedsTheVersionItWasMadeAgainst() {
        Customer customer = Shop.customer();
        String product = Shop.product(500, 1);
        Answer placed = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", product, 1))
                .expect(201);
        Map<String, Object> change = Map.of("name", "Changed", "price", Map.of("amount", 1, "currency", "GBP"));
        Api admin = Shop.admin();
        for (String[] stale :
                new String[][] {{null, "428", "PRECONDITION_REQUIRED"}, {"\"99\"", "412", "PRECONDITION_FAILED"}}) {
            int status = Integer.parseInt(stale[1]);
            matching(customer.api(), stale[0])
                    .put("/api/v1/users/" + customer.id(), Map.of("name", "Changed"))
                    .expectProblem(status, stale[2]);
            matching(customer.api(), stale[0])
                    .put("/api/v2/users/" + customer.id(), Map.of("name", "Changed"))
                    .expectProblem(status, stale[2]);
            matching(admin, stale[0])
                    .patch("/api/v1/admin/users/" + customer.id(), Map.of("status", "SUSPENDED"))
                    .expectProblem(status, stale[2]);
            matching(admin, stale[0])
                    .delete("/api/v1/admin/users/" + customer.id())
                    .expectProblem(status, stale[2]);
            matching(admin, stale[0]).put("/api/v1/products/" + product, change).expectProblem(status, stale[2]);
            matching(admin, stale[0]).delete("/api/v1/products/" + product).expectProblem(status, stale[2]);
        }
        customer.api()
                .withHeader("If-Match", "\"99\"")
                .post("/api/v1/orders/" + placed.text("id") + "/cancel", null)
                .expectProblem(412, "PRECONDITION_FAILED");
        Answer account = customer.api().get("/api/v1/profile").expect(200);
        assertThat(account.text("name")).isEqualTo("Test Customer");
        assertThat(account.text("status")).isEqualTo("ACTIVE");
        assertThat(Api.anonymous()
                        .get("/api/v1/products/" + product)
                        .expect(200)
                        .text("name"))
                .isEqualTo("Tested thing");
        assertThat(customer.api().get("/api/v1/orders/" + placed.text("id")).text("status"))
                .isEqualTo("CONFIRMED");
        assertThat(Shop.stock(product)).isEqualTo("0/0/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/orders",
                "/api/v1/orders/{order}/timeline",
                "/api/v1/products",
                "/api/v1/admin/users",
                "/api/v1/users/{user}/activity",
                "/api/v1/admin/orders"
            })
    void aListThatIsAskedForWronglySaysSo(String list) {
        String path = list.replace("{order}", order.text("id")).replace("{user}", owner.id());
        Api admin = Shop.admin();
        admin.get(path).expect(200);
        // Not base64, not JSON in it, and keys that are none.
        for (String cursor : List.of("%21%21%21", "bm90IGpzb24", "WyJhIiwiYiIsImMiLCJkIl0", "W10", "WyJub25lIl0x")) {
            admin.get(path + "?cursor=" + cursor).expectProblem(400, "MALFORMED_REQUEST");
        }
        admin.get(path + "?limit=abc").expectProblem(400, "MALFORMED_REQUEST");
        admin.get(path + "?limit=0").expectInvalid("limit");
        admin.get(path + "?limit=-1").expectInvalid("limit");
        admin.get(path + "?limit=101").expectInvalid("limit");
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/v1/orders", "PUT, /api/v1/login", "GET, /api/v1/login", "PATCH, /api/v1/products"})
    void aMethodThatIsNotThereIsRefused(String method, String path) {
        Shop.admin().send(method, path, null).expectProblem(405, "METHOD_NOT_ALLOWED");
    }

    private static Api matching(Api api, String tag) {
        return tag == null ? api : api.withHeader("If-Match", tag);
    }
}
