package org.tradepost.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tests need before they can begin: an administrator, customers, products with stock, orders. */
public final class Shop {

    public static final String PASSWORD = "Correct-horse-7";

    /** Well below the time that a token lives. */
    private static final Duration TOKEN_USE = Duration.ofMinutes(5);

    private static String adminToken;
    private static Instant adminTokenFrom = Instant.EPOCH;

    private Shop() {}

    /** A registered customer who is logged in. */
    public record Customer(String id, String email, Api api) {}

    public static synchronized Api admin() {
        Deployment deployment = Deployment.get();
        if (adminTokenFrom.plus(TOKEN_USE).isBefore(Instant.now())) {
            adminToken = logIn(deployment.adminEmail(), deployment.adminPassword());
            adminTokenFrom = Instant.now();
        }
        return Api.anonymous().withToken(adminToken);
    }

    public static String logIn(String email, String password) {
        return Api.anonymous()
                .post("/api/v1/login", Map.of("email", email, "password", password))
                .expect(200)
                .text("accessToken");
    }

    public static Customer customer() {
        String email = newEmail();
        String id = Api.anonymous()
                .post("/api/v1/users", registration(email))
                .expect(201)
                .text("id");
        return new Customer(id, email, Api.anonymous().withToken(logIn(email, PASSWORD)));
    }

    /** The access token of somebody who may look at what is theirs and nothing else. */
    public static String guestToken() {
        Customer customer = customer();
        Answer account = customer.api().get("/api/v1/profile").expect(200);
        admin().withHeader("If-Match", account.header("ETag"))
                .patch("/api/v1/admin/users/" + customer.id(), Map.of("roles", List.of("guest")))
                .expect(200);
        return logIn(customer.email(), PASSWORD);
    }

    public static String newEmail() {
        return "c" + UUID.randomUUID() + "@shop.example";
    }

    public static Map<String, Object> registration(String email) {
        return Map.of("email", email, "password", PASSWORD, "name", "Test Customer");
    }

    public static String newSku() {
        return "T-" + UUID.randomUUID();
    }

    /** A new product with stock; answers its SKU. */
    public static String product(long priceMinor, long stock) {
        return product(priceMinor, "GBP", stock);
    }

    /** A new product with stock; answers its SKU. */
    public static String product(long priceMinor, String currency, long stock) {
        String sku = newSku();
        Api admin = admin();
        admin.post("/api/v1/products", productBody(sku, "Tested thing", priceMinor, currency))
                .expect(201);
        if (stock > 0) {
            admin.withNewKey()
                    .post("/api/v1/products/" + sku + "/stock-adjustments", Map.of("delta", stock, "reason", "opening"))
                    .expect(201);
        }
        return sku;
    }

    public static Map<String, Object> productBody(String sku, String name, long priceMinor, String currency) {
        return Map.of(
                "sku",
                sku,
                "name",
                name,
                "description",
                "Made for a test",
                "price",
                Map.of("amount", priceMinor, "currency", currency));
    }

    public static Map<String, Object> order(String token, Object... skusAndQuantities) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            items.add(Map.of("sku", skusAndQuantities[i], "quantity", skusAndQuantities[i + 1]));
        }
        return Map.of(
                "items", items,
                "payment", Map.of("method", "sandbox", "token", token),
                "shippingAddress", Map.of("country", "United Kingdom", "city", "Leeds"));
    }

    /** Everything a customer ever ordered, refused or not. */
    public static int orders(Customer customer) {
        return customer.api()
                .get("/api/v1/orders?limit=100")
                .expect(200)
                .body()
                .path("items")
                .size();
    }

    /** How many accounts have this address. */
    public static int accounts(String email) {
        return admin().get("/api/v1/admin/users?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8))
                .expect(200)
                .body()
                .path("items")
                .size();
    }

    /** Units of a product: on hand, reserved and available. */
    public static String stock(String sku) {
        var body = Api.anonymous()
                .get("/api/v1/products/" + sku + "/stock")
                .expect(200)
                .body();
        return body.path("onHand").asLong() + "/" + body.path("reserved").asLong() + "/"
                + body.path("available").asLong();
    }
}
