package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

/** What is kept of products, at the gateway and in the catalog: never too old, and never for orders. */
@Tag("deployment")
class CachesIT {

    private static final Duration PROMISE = Duration.ofSeconds(1);

    @Test
    void aChangeIsSeenOnEveryWayWithinASecond() {
        String sku = Shop.product(1000, 5);
        String word = "qued" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "rum";
        rename(sku, "A " + word);
        String one = "/api/v1/products/" + sku;
        String batch = "/api/v1/products?skus=" + sku;
        String search = "/api/v1/products?q=" + word;
        for (int i = 0; i < 5; i++) {
            assertThat(Api.anonymous().get(one).text("name")).isEqualTo("A " + word);
            assertThat(first(batch).path("name").asText()).isEqualTo("A " + word);
            assertThat(first(search).path("name").asText()).isEqualTo("A " + word);
        }
        String changed = "Another " + word;
        rename(sku, changed);
        Instant since = Instant.now();
        within(since, () -> Api.anonymous().get(one).text("name"), changed);
        within(since, () -> first(batch).path("name").asText(), changed);
        within(since, () -> first(search).path("name").asText(), changed);
    }

    @Test
    void aNewProductIsFoundThoughItWasAskedForBefore() {
        String sku = Shop.newSku();
        for (int i = 0; i < 3; i++) {
            Api.anonymous().get("/api/v1/products/" + sku).expectProblem(404, "NOT_FOUND");
            assertThat(first("/api/v1/products?skus=" + sku).path("found").asBoolean())
                    .isFalse();
        }
        Shop.admin()
                .post("/api/v1/products", Shop.productBody(sku, "Red lantern", 1299, "GBP"))
                .expect(201);
        Instant since = Instant.now();
        within(
                since,
                () -> Integer.toString(
                        Api.anonymous().get("/api/v1/products/" + sku).status()),
                "200");
        within(since, () -> first("/api/v1/products?skus=" + sku).path("found").asText(), "true");
    }

    @Test
    void whatIsKeptAnswersConditionalRequestsAndCountsForItsOwnCaller() {
        String path = "/api/v1/products/" + Shop.product(1000, 5);
        Answer read = Api.anonymous().get(path).expect(200);
        assertThat(read.header("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=1");
        for (int i = 0; i < 3; i++) {
            Answer unchanged = Api.anonymous()
                    .withHeader("If-None-Match", "\"0\", W/" + read.header("ETag"))
                    .withHeader("X-Request-ID", "caches-" + i)
                    .get(path)
                    .expect(304);
            assertThat(unchanged.header("ETag")).isEqualTo(read.header("ETag"));
            assertThat(unchanged.header("X-Request-ID")).isEqualTo("caches-" + i);
            assertThat(unchanged.header("RateLimit")).isNotBlank();
        }
        Api.anonymous().withHeader("If-None-Match", "\"0\"").get(path).expect(200);
    }

    @Test
    void anOrderCostsWhatTheDatabaseSaysDirectlyAfterAChange() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1000, 100);
        for (int price = 1001; price < 1011; price++) {
            Api.anonymous().get("/api/v1/products/" + sku).expect(200);
            Api.anonymous().get("/api/v1/products?skus=" + sku).expect(200);
            Shop.admin()
                    .withHeader("If-Match", "*")
                    .put("/api/v1/products/" + sku, Shop.productBody(sku, "Dearer thing", price, "GBP"))
                    .expect(200);
            Answer order = customer.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .expect(201);
            assertThat(order.body()
                            .path("items")
                            .path(0)
                            .path("unitPrice")
                            .path("amount")
                            .asInt())
                    .isEqualTo(price);
        }
    }

    private static void rename(String sku, String name) {
        Shop.admin()
                .withHeader("If-Match", "*")
                .put("/api/v1/products/" + sku, Shop.productBody(sku, name, 1000, "GBP"))
                .expect(200);
    }

    private static JsonNode first(String path) {
        return Api.anonymous().get(path).expect(200).body().path("items").path(0);
    }

    /** Asked for until it is so; how long the last question took does not count. */
    private static void within(Instant since, Supplier<String> actual, String expected) {
        Instant asked = Instant.now();
        String last = actual.get();
        while (!last.equals(expected) && asked.isBefore(since.plus(PROMISE))) {
            asked = Instant.now();
            last = actual.get();
        }
        assertThat(last).isEqualTo(expected);
    }
}
