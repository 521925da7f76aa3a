package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

@Tag("deployment")
@Tag("either-mode")
class CatalogIT {

    @Test
    void aProductIsAddedReadChangedAndTakenOut() {
        String sku = Shop.newSku();
        Api admin = Shop.admin();
        Answer added = admin.post("/api/v1/products", Shop.productBody(sku, "Red lantern", 1299, "GBP"))
                .expect(201);
        String path = "/api/v1/products/" + sku;
        assertThat(added.header("Location")).isEqualTo(path);
        assertThat(added.text("id")).isEqualTo(sku);
        assertThat(added.body().path("stockTracked").asBoolean()).isTrue();
        admin.post("/api/v1/products", Shop.productBody(sku, "Other", 1, "GBP")).expectProblem(409, "PRODUCT_EXISTS");

        Answer read = Api.anonymous().get(path).expect(200);
        assertThat(read.header("ETag")).isEqualTo(added.header("ETag"));
        Answer unchanged = Api.anonymous()
                .withHeader("If-None-Match", read.header("ETag"))
                .get(path)
                .expect(304);
        assertThat(unchanged.body().isMissingNode()).isTrue();

        Answer changed = admin.withHeader("If-Match", read.header("ETag"))
                .put(path, Map.of("name", "Blue lantern", "price", Map.of("amount", 999, "currency", "GBP")))
                .expect(200);
        assertThat(changed.text("name")).isEqualTo("Blue lantern");
        assertThat(changed.text("description")).isEmpty();
        assertThat(changed.header("ETag")).isNotEqualTo(read.header("ETag"));

        admin.withHeader("If-Match", changed.header("ETag")).delete(path).expect(204);
        Api.anonymous().get(path).expectProblem(404, "NOT_FOUND");
        Shop.customer()
                .api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expectProblem(422, "UNKNOWN_SKU");
    }

    @Test
    void anOrderKeepsThePriceAndNameItWasPlacedWith() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1000, 5);
        String order = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
        Shop.admin()
                .withHeader("If-Match", "*")
                .put("/api/v1/products/" + sku, Shop.productBody(sku, "Dearer thing", 2000, "GBP"))
                .expect(200);
        JsonNode line = customer.api()
                .get("/api/v1/orders/" + order)
                .body()
                .path("items")
                .path(0);
        assertThat(line.path("name").asText()).isEqualTo("Tested thing");
        assertThat(line.path("unitPrice").path("amount").asLong()).isEqualTo(1000);
    }

    @Test
    void aSkuIsTakenAsWrittenTrailingSpaceIncluded() {
        String sku = Shop.newSku();
        Shop.admin()
                .post("/api/v1/products", Shop.productBody(sku, "Without", 1, "GBP"))
                .expect(201);
        Answer added = Shop.admin()
                .post("/api/v1/products", Shop.productBody(sku + " ", "With a space", 1, "GBP"))
                .expect(201);
        assertThat(added.header("Location")).isEqualTo("/api/v1/products/" + sku + "%20");
        assertThat(Api.anonymous().get("/api/v1/products/" + sku + "%20").text("name"))
                .isEqualTo("With a space");
        assertThat(Api.anonymous().get("/api/v1/products/" + sku).text("name")).isEqualTo("Without");
    }

    @Test
    void searchFindsWordsOfNameAndDescription() {
        String word = "zeb" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "rish";
        String named = Shop.newSku();
        String described = Shop.newSku();
        Api admin = Shop.admin();
        admin.post("/api/v1/products", Shop.productBody(named, "A " + word + " lantern", 1, "GBP"))
                .expect(201);
        admin.post(
                        "/api/v1/products",
                        Map.of(
                                "sku",
                                described,
                                "name",
                                "Candle",
                                "description",
                                "Fits any " + word + " holder",
                                "price",
                                Map.of("amount", 1, "currency", "GBP")))
                .expect(201);
        assertThat(skus(Api.anonymous().get("/api/v1/products?q=" + word))).containsExactly(named, described);
        assertThat(skus(Api.anonymous().get("/api/v1/products?q=" + word + "%20-candle")))
                .containsExactly(named);
        assertThat(skus(Api.anonymous().get("/api/v1/products?q=no" + word))).isEmpty();
        Api.anonymous().get("/api/v1/products?q=" + "x".repeat(201)).expectInvalid("q");
    }

    @Test
    void aBatchReadAnswersForEverySkuInTheOrderAsked() {
        String first = Shop.product(100, 0);
        String second = Shop.product(200, 0);
        String unknown = Shop.newSku();
        Answer batch = Api.anonymous()
                .get("/api/v1/products?skus=" + second + "," + unknown + "," + first)
                .expect(200);
        assertThat(skus(batch)).containsExactly(second, unknown, first);
        assertThat(batch.body().path("items").path(1).path("found").asBoolean(true))
                .isFalse();
        assertThat(batch.body()
                        .path("items")
                        .path(2)
                        .path("price")
                        .path("amount")
                        .asLong())
                .isEqualTo(100);
        String tooMany = String.join(",", Collections.nCopies(101, "X"));
        Api.anonymous().get("/api/v1/products?skus=" + tooMany).expectInvalid("skus");
    }

    @Test
    void theListIsReadToItsEndWithoutRepeatingOrSkipping() {
        TreeSet<String> mine = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            mine.add(Shop.product(1, 0));
        }
        List<String> seen = new ArrayList<>();
        Answer page = Api.anonymous().get("/api/v1/products?limit=100").expect(200);
        seen.addAll(skus(page));
        while (page.text("nextCursor") != null) {
            String link = page.header("Link");
            String next = link.substring(link.indexOf('<') + 1, link.indexOf('>'));
            page = Api.anonymous().get(next.substring(next.indexOf("/api/"))).expect(200);
            seen.addAll(skus(page));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(mine);
    }

    @Test
    void aCsvWithABrokenRowInTheMiddleTakesTheOthersAndNamesThatOne() {
        String sku = Shop.newSku();
        String csv =
                """
                sku,name,description,category,price,currency,stockTracked,stock
                %1$s-1,First,"A light, for the garden",Lighting,1299,GBP,true,40
                %1$s-2,Second,,,twelve,GBP,true,5
                %1$s-3,Third,,,300,GBP,true
                %1$s-4,"Broken,,,1,GBP,true,5
                %1$s-5,Fifth,,,500,GBP,false,
                """
                        .formatted(sku);
        Answer report = importing("text/csv", csv).expect(200);
        assertThat(report.body().path("rows").asInt()).isEqualTo(5);
        assertThat(report.body().path("created").asInt()).isEqualTo(2);
        assertThat(report.body().path("refused").asInt()).isEqualTo(3);
        assertThat(report.body().path("reasons").findValuesAsText("line")).containsExactly("3", "4", "5");
        assertThat(report.body().path("reasons").path(0).path("reason").asText())
                .contains("price");
        assertThat(Shop.stock(sku + "-1")).isEqualTo("40/0/40");
        for (String refused : List.of("-2", "-3", "-4")) {
            Api.anonymous().get("/api/v1/products/" + sku + refused).expectProblem(404, "NOT_FOUND");
        }
        assertThat(Api.anonymous()
                        .get("/api/v1/products/" + sku + "-5")
                        .expect(200)
                        .body()
                        .path("stockTracked")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void linesOfJsonAreImportedAndASecondTimeChangeNothingButTheProduct() {
        String sku = Shop.newSku();
        String lines = "{\"sku\":\"" + sku + "\",\"name\":\"Lamp\",\"price\":1299,\"currency\":\"GBP\",\"stock\":40}\n"
                + "{\"sku\":\"" + sku + "x\",\"name\":\"Lamp\",\"role\":\"admin\",\"price\":1,\"currency\":\"GBP\"}\n"
                + "{\"sku\":\n";
        Answer first = importing("application/x-ndjson", lines).expect(200);
        assertThat(first.body().path("created").asInt()).isEqualTo(1);
        assertThat(first.body().path("refused").asInt()).isEqualTo(2);
        Answer second =
                importing("application/x-ndjson", lines.replace("1299", "999")).expect(200);
        assertThat(second.body().path("created").asInt()).isZero();
        assertThat(second.body().path("updated").asInt()).isEqualTo(1);
        assertThat(Shop.stock(sku)).isEqualTo("40/0/40");
        assertThat(Api.anonymous()
                        .get("/api/v1/products/" + sku)
                        .body()
                        .path("price")
                        .path("amount")
                        .asLong())
                .isEqualTo(999);
    }

    @Test
    void aFileWithoutRowsHeaderOrKnownTypeIsRefused() {
        importing("text/csv", "").expectProblem(422, "VALIDATION_ERROR");
        importing("text/csv", "\n\n").expectProblem(422, "VALIDATION_ERROR");
        importing("text/csv", "sku,name\nA,B\n").expectProblem(422, "VALIDATION_ERROR");
        importing("text/csv", "sku,name,price,currency,role\nA,B,1,GBP,admin\n").expectProblem(422, "VALIDATION_ERROR");
        importing("application/x-ndjson", "").expectProblem(422, "VALIDATION_ERROR");
        importing("application/json", "[]").expectProblem(415, "UNSUPPORTED_MEDIA_TYPE");
        Answer refused = importing("text/csv", "sku,name,price,currency\n" + Shop.newSku() + ",B,-1,GBP\n")
                .expectProblem(422, "IMPORT_REFUSED");
        assertThat(refused.body().path("reasons").path(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void stockNeverFallsBelowNothing() {
        String sku = Shop.product(100, 5);
        String path = "/api/v1/products/" + sku + "/stock-adjustments";
        Api admin = Shop.admin();
        admin.post(path, Map.of("delta", -6, "reason", "broken")).expectProblem(409, "STOCK_BELOW_RESERVED");
        admin.post(path, Map.of("delta", 0, "reason", "nothing")).expectInvalid("delta");
        admin.post(path, Map.of("delta", 5_000_000_000L, "reason", "all")).expectInvalid("delta");
        admin.post(path, Map.of("delta", 1)).expectInvalid("reason");
        admin.post(path, Map.of("delta", 1.5, "reason", "half")).expectProblem(400, "MALFORMED_REQUEST");
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
        admin.post(path, Map.of("delta", -5, "reason", "broken")).expect(201);
        assertThat(Shop.stock(sku)).isEqualTo("0/0/0");
        admin.post("/api/v1/products/" + Shop.newSku() + "/stock-adjustments", Map.of("delta", 1, "reason", "r"))
                .expectProblem(404, "NOT_FOUND");
    }

    @Test
    void whatIsNotStockTrackedIsSoldWithoutBeingCounted() {
        String sku = Shop.newSku();
        Shop.admin()
                .post(
                        "/api/v1/products",
                        Map.of(
                                "sku",
                                sku,
                                "name",
                                "Postage",
                                "stockTracked",
                                false,
                                "price",
                                Map.of("amount", 450, "currency", "GBP")))
                .expect(201);
        Answer order = Shop.customer()
                .api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 3))
                .expect(201);
        assertThat(order.body().path("total").path("amount").asLong()).isEqualTo(1350);
    }

    @Test
    void stockThatAnOrderHoldsCannotBeTakenAway() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        String order = customer.api()
                .withNewKey()
                .withHeader("Prefer", "wait=0")
                .post("/api/v1/orders", Shop.order("tok_slow_2500", sku, 4))
                .expect(202)
                .text("id");
        Eventually.get(Api.anonymous(), "/api/v1/products/" + sku + "/stock", a -> a.text("reserved")
                .equals("4"));
        Shop.admin()
                .post("/api/v1/products/" + sku + "/stock-adjustments", Map.of("delta", -2, "reason", "lost"))
                .expectProblem(409, "STOCK_BELOW_RESERVED");
        Shop.admin()
                .withHeader("If-Match", "*")
                .delete("/api/v1/products/" + sku)
                .expectProblem(409, "PRODUCT_IN_USE");
        Eventually.get(
                customer.api(), "/api/v1/orders/" + order, a -> a.text("status").equals("CONFIRMED"));
        assertThat(Shop.stock(sku)).isEqualTo("1/0/1");
    }

    private static Answer importing(String type, String content) {
        return Shop.admin().withHeader("Content-Type", type).send("POST", "/api/v1/product-imports", content);
    }

    private static List<String> skus(Answer page) {
        return page.expect(200).body().path("items").findValuesAsText("sku");
    }
}
