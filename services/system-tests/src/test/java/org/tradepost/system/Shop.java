package org.tradepost.system;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tests need before they can begin: an administrator, customers, products with stock, orders. */
public final class Shop {

    public static final String PASSWORD = "Correct-horse-7";

    private Shop() {}

    /** A registered customer who is logged in. */
    public record Customer(String id, String email, Api api) {}

    public static Api admin() {
        Deployment deployment = Deployment.get();
        return Api.anonymous().withToken(logIn(deployment.adminEmail(), deployment.adminPassword()));
    }

    public static String logIn(String email, String password) {
        return Api.anonymous()
                .post("/api/v1/login", Map.of("email", email, "password", password))
                .expect(200)
                .text("accessToken");
    }

    public static Customer customer() {
        String email = "c" + UUID.randomUUID() + "@shop.example";
        String id = Api.anonymous()
                .post("/api/v1/users", Map.of("email", email, "password", PASSWORD, "name", "Test Customer"))
                .expect(201)
                .text("id");
        return new Customer(id, email, Api.anonymous().withToken(logIn(email, PASSWORD)));
    }

    /** A new product with stock; answers its SKU. */
    public static String product(long priceMinor, long stock) {
        String sku = "T-" + UUID.randomUUID();
        Api admin = admin();
        admin.post(
                        "/api/v1/products",
                        Map.of(
                                "sku", sku,
                                "name", "Tested thing",
                                "description", "Made for a test",
                                "price", Map.of("amount", priceMinor, "currency", "GBP")))
                .expect(201);
        if (stock > 0) {
            admin.withNewKey()
                    .post("/api/v1/products/" + sku + "/stock-adjustments", Map.of("delta", stock, "reason", "opening"))
                    .expect(201);
        }
        return sku;
    }

    public static Map<String, Object> order(String token, Object... skusAndQuantities) {
        List<Map<String, Object>> items = new java.util.ArrayList<>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            items.add(Map.of("sku", skusAndQuantities[i], "quantity", skusAndQuantities[i + 1]));
        }
        return Map.of(
                "items", items,
                "payment", Map.of("method", "sandbox", "token", token),
                "shippingAddress", Map.of("country", "United Kingdom", "city", "Leeds"));
    }

    /** Available, on hand and reserved units of a product. */
    public static String stock(String sku) {
        var body = Api.anonymous().get("/api/v1/products/" + sku + "/stock").expect(200).body();
        return body.path("onHand").asLong() + "/" + body.path("reserved").asLong() + "/" + body.path("available").asLong();
    }
}
