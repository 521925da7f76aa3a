package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.Shop.Customer;

/** Wrong requests bodies: each is refused with its exact status and code, and leaves nothing behind. */
@Tag("deployment")
@Tag("either-mode")
class BadInputIT {

    private static final String ADDRESS = "\"shippingAddress\":{\"country\":\"France\"}";
    private static final String PAYMENT = "\"payment\":{\"method\":\"sandbox\",\"token\":\"tok_ok\"}";

    private static Customer customer;
    private static String sku;

    @BeforeAll
    static void oneCustomerAndOneProduct() {
        customer = Shop.customer();
        sku = Shop.product(500, 10);
    }

    static Stream<Arguments> malformedOrders() {
        String item = "{\"sku\":\"SKU\",\"quantity\":1}";
        String rest = "," + PAYMENT + "," + ADDRESS + "}";
        String good = "{\"items\":[" + item + "]" + rest;
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("null", "null"),
                Arguments.of("no JSON", "items=1"),
                Arguments.of("JSON without its end", "{\"items\":[" + item),
                Arguments.of("JSON with more behind its end", good + "]"),
                Arguments.of("an array", "[" + good + "]"),
                Arguments.of("a text", "\"order\""),
                Arguments.of("items of a wrong type", "{\"items\":" + item + rest),
                Arguments.of("a quantity in words", good.replace(":1}", ":\"two\"}")),
                Arguments.of("a quantity as text", good.replace(":1}", ":\"1\"}")),
                Arguments.of("a fraction of a piece", good.replace(":1}", ":1.5}")),
                Arguments.of("a quantity beyond 64 bits", good.replace(":1}", ":9223372036854775808}")),
                Arguments.of("a SKU that is a number", good.replace("\"SKU\"", "5")),
                Arguments.of("an id", good.replace("{\"items\"", "{\"id\":\"mine\",\"items\"")),
                Arguments.of("a status", good.replace("{\"items\"", "{\"status\":\"CONFIRMED\",\"items\"")),
                Arguments.of("a user", good.replace("{\"items\"", "{\"userId\":\"me\",\"items\"")),
                Arguments.of("a role", good.replace("{\"items\"", "{\"role\":\"admin\",\"items\"")),
                Arguments.of("a total", good.replace("{\"items\"", "{\"total\":1,\"items\"")),
                Arguments.of("a price of its own", good.replace(":1}", ":1,\"price\":1}")),
                Arguments.of("an amount to pay", good.replace("\"method\"", "\"amount\":1,\"method\"")),
                Arguments.of("an unknown part of the address", good.replace("\"country\"", "\"id\":1,\"country\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedOrders")
    void anOrderThatIsMalformedOrHasUnknownFieldsIsRefused(String what, String body) {
        refusedOrder(customer.api()
                .withNewKey()
                .send("POST", "/api/v1/orders", body.replace("SKU", sku))
                .expectProblem(400, "MALFORMED_REQUEST"));
    }

    @Test
    void anOrderNeedsAnIdempotencyKey() {
        Api api = customer.api();
        refusedOrder(
                api.post("/api/v1/orders", Shop.order("tok_ok", sku, 1)).expectProblem(400, "IDEMPOTENCY_KEY_MISSING"));
        refusedOrder(api.withKey("k".repeat(256))
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expectProblem(400, "MALFORMED_REQUEST"));
    }

    @Test
    void aKeyThatWasUsedForAnotherBodyIsRefused() {
        Customer other = Shop.customer();
        Api once = other.api().withNewKey();
        String mine = Shop.product(500, 10);
        once.post("/api/v1/orders", Shop.order("tok_ok", mine, 1)).expect(201);
        once.post("/api/v1/orders", Shop.order("tok_ok", mine, 2)).expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(Shop.orders(other)).isEqualTo(1);
        assertThat(Shop.stock(mine)).isEqualTo("9/0/9");

        Api admin = Shop.admin().withNewKey();
        String path = "/api/v1/products/" + mine + "/stock-adjustments";
        admin.post(path, Map.of("delta", 1, "reason", "found")).expect(201);
        admin.post(path, Map.of("delta", 1, "reason", "found")).expect(201);
        admin.post(path, Map.of("delta", 2, "reason", "found")).expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(Shop.stock(mine)).isEqualTo("10/0/10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483648", "9223372036854775807"})
    void aQuantityOutOfRangeIsRefused(long quantity) {
        refusedOrder(place(Shop.order("tok_ok", sku, quantity)).expectInvalid("items[0].quantity"));
    }

    @Test
    void anUnknownSkuIsRefusedAndItsCaseMatters() {
        refusedOrder(place(Shop.order("tok_ok", sku, 1, Shop.newSku(), 1)).expectProblem(422, "UNKNOWN_SKU"));
        refusedOrder(
                place(Shop.order("tok_ok", sku.toLowerCase(Locale.ROOT), 1)).expectProblem(422, "UNKNOWN_SKU"));
    }

    @Test
    void tenThousandLinesAreTooMany() {
        Map<String, Object> order = new HashMap<>(Shop.order("tok_ok"));
        order.put("items", Collections.nCopies(10_000, Map.of("sku", sku, "quantity", 1)));
        refusedOrder(place(order).expectInvalid("items"));
        order.put("items", List.of());
        refusedOrder(place(order).expectInvalid("items"));
    }

    @Test
    void anOrderHasOneCurrency() {
        String euros = Shop.product(500, "EUR", 10);
        refusedOrder(place(Shop.order("tok_ok", sku, 1, euros, 1)).expectProblem(422, "MIXED_CURRENCIES"));
        assertThat(Shop.stock(euros)).isEqualTo("10/0/10");
    }

    @Test
    void whatAnOrderLacksIsNamed() {
        for (String field : List.of("items", "payment", "shippingAddress")) {
            Map<String, Object> order = new HashMap<>(Shop.order("tok_ok", sku, 1));
            order.remove(field);
            refusedOrder(place(order).expectInvalid(field));
        }
    }

    @Test
    void aCustomerCannotSetPrices() {
        for (Map.Entry<String, String> granted :
                Map.of("channel", "c", "reference", "r", "customerRef", "u").entrySet()) {
            Map<String, Object> order = new HashMap<>(Shop.order("tok_ok", sku, 1));
            order.put(granted.getKey(), granted.getValue());
            refusedOrder(place(order).expectProblem(403, "FORBIDDEN"));
        }
        Map<String, Object> order = new HashMap<>(Shop.order("tok_ok"));
        order.put(
                "items",
                List.of(Map.of("sku", sku, "quantity", 1, "unitPrice", Map.of("amount", 1, "currency", "GBP"))));
        refusedOrder(place(order).expectProblem(403, "FORBIDDEN"));
    }

    @Test
    void fiveMegabytesAreTooLarge() {
        String large = "{\"items\":[],\"padding\":\"" + "x".repeat(5 << 20) + "\"}";
        refusedOrder(customer.api()
                .withNewKey()
                .send("POST", "/api/v1/orders", large)
                .expectProblem(413, "PAYLOAD_TOO_LARGE"));
        Api.anonymous().send("POST", "/api/v1/users", large).expectProblem(413, "PAYLOAD_TOO_LARGE");
        Shop.admin().send("POST", "/api/v1/products", large).expectProblem(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void aBodyThatIsNotJsonIsRefusedByItsType() {
        refusedOrder(customer.api()
                .withNewKey()
                .withHeader("Content-Type", "text/plain")
                .send("POST", "/api/v1/orders", "hello")
                .expectProblem(415, "UNSUPPORTED_MEDIA_TYPE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role|\"admin\"",
                "roles|[\"admin\"]",
                "id|\"0199a1b2-0000-7000-8000-000000000001\"",
                "status|\"ACTIVE\"",
                "permissions|[\"user:admin\"]",
                "version|7",
                "age|\"old\"",
                "age|18.5",
                "name|5",
                "preferences|[]",
                "avatar|\"https://img.shop.example/me.png\""
            })
    void aRegistrationCannotGrantAnythingNorHaveWrongTypes(String field, String value) {
        String email = Shop.newEmail();
        String body = "{\"email\":\"" + email + "\",\"password\":\"" + Shop.PASSWORD + "\""
                + (field.equals("name") ? "" : ",\"name\":\"Test Customer\"") + ",\"" + field + "\":" + value + "}";
        Api.anonymous().send("POST", "/api/v1/users", body).expectProblem(400, "MALFORMED_REQUEST");
        assertThat(Shop.accounts(email)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Short-1",
                "no-upper-case-7",
                "NO-LOWER-CASE-7",
                "No-digit-at-all",
                "NoSpecialCharacter7",
                "P@ssw0rd"
            })
    void aWeakPasswordIsRefused(String password) {
        String email = Shop.newEmail();
        Map<String, Object> body = new HashMap<>(Shop.registration(email));
        body.put("password", password);
        Answer refused = Api.anonymous().post("/api/v1/users", body).expectInvalid("password");
        assertThat(Shop.accounts(email)).isZero();
        if (!password.isEmpty()) {
            assertThat(refused.body().toString()).doesNotContain(password);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email|nobody",
                "email|no body@shop.example",
                "name|A",
                "name|A name that is longer than the fifty characters allowed",
                "age|17",
                "age|121",
                "phone|01632960961",
                "phone|+0"
            })
    void personalDataOutOfRangeIsRefused(String field, String value) {
        String email = Shop.newEmail();
        Map<String, Object> body = new HashMap<>(Shop.registration(email));
        body.put(field, field.equals("age") ? (Object) Integer.valueOf(value) : value);
        Api.anonymous().post("/api/v1/users", body).expectInvalid(field);
        assertThat(Shop.accounts(email)).isZero();
    }

    @Test
    void anAddressHasOneAccountInWhateverCase() {
        Customer first = Shop.customer();
        for (String email : List.of(first.email(), first.email().toUpperCase(Locale.ROOT))) {
            Api.anonymous().post("/api/v1/users", Shop.registration(email)).expectProblem(409, "EMAIL_TAKEN");
            Api.anonymous().post("/api/v2/users", Shop.registration(email)).expectProblem(409, "EMAIL_TAKEN");
        }
        Customer second = Shop.customer();
        Answer before = second.api().get("/api/v1/profile").expect(200);
        second.api()
                .withHeader("If-Match", before.header("ETag"))
                .put("/api/v1/users/" + second.id(), Map.of("name", "Test Customer", "email", first.email()))
                .expectProblem(409, "EMAIL_TAKEN");
        assertThat(second.api().get("/api/v1/profile").body()).isEqualTo(before.body());
        assertThat(Shop.accounts(first.email())).isEqualTo(1);
    }

    @Test
    void anUpdateCannotGrantAnything() {
        Answer before = customer.api().get("/api/v1/profile").expect(200);
        Api api = customer.api().withHeader("If-Match", before.header("ETag"));
        for (String granted : List.of("roles", "role", "status", "id", "version", "permissions")) {
            api.put("/api/v1/users/" + customer.id(), Map.of("name", "Test Customer", granted, "admin"))
                    .expectProblem(400, "MALFORMED_REQUEST");
        }
        assertThat(customer.api().get("/api/v1/profile").body()).isEqualTo(before.body());
    }

    @Test
    void aProductWithWrongTypesUnknownFieldsOrNumbersOutOfRangeIsRefused() {
        String other = Shop.newSku();
        List<String> malformed = List.of(
                "{\"sku\":\"%s\",\"name\":\"N\",\"price\":12.99}",
                "{\"sku\":\"%s\",\"name\":\"N\",\"price\":{\"amount\":12.99,\"currency\":\"GBP\"}}",
                "{\"sku\":\"%s\",\"name\":\"N\",\"price\":{\"amount\":\"12\",\"currency\":\"GBP\"}}",
                "{\"sku\":\"%s\",\"id\":\"x\",\"name\":\"N\",\"price\":{\"amount\":12,\"currency\":\"GBP\"}}",
                "{\"sku\":\"%s\",\"version\":9,\"name\":\"N\",\"price\":{\"amount\":12,\"currency\":\"GBP\"}}",
                "{\"sku\":\"%s\",\"onHand\":9,\"name\":\"N\",\"price\":{\"amount\":12,\"currency\":\"GBP\"}}");
        for (String body : malformed) {
            Shop.admin()
                    .send("POST", "/api/v1/products", body.formatted(other))
                    .expectProblem(400, "MALFORMED_REQUEST");
        }
        Api admin = Shop.admin();
        admin.post("/api/v1/products", Shop.productBody(other, "N", -1, "GBP")).expectInvalid("price.amount");
        admin.post("/api/v1/products", Shop.productBody(other, "N", 1, "gbp")).expectInvalid("price.currency");
        admin.post("/api/v1/products", Shop.productBody(other, " ", 1, "GBP")).expectInvalid("name");
        admin.post("/api/v1/products", Shop.productBody("a/b", "N", 1, "GBP")).expectInvalid("sku");
        Api.anonymous().get("/api/v1/products/" + other).expectProblem(404, "NOT_FOUND");
    }

    private static Answer place(Map<String, Object> order) {
        return customer.api().withNewKey().post("/api/v1/orders", order);
    }

    /** No order was stored and no stock was touched. */
    private static void refusedOrder(Answer refusal) {
        assertThat(refusal.body().has("orderId")).isFalse();
        assertThat(Shop.orders(customer)).isZero();
        assertThat(Shop.stock(sku)).isEqualTo("10/0/10");
    }
}
