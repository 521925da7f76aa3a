package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

@Tag("deployment")
@Tag("either-mode")
class AccountsIT {

    @Test
    void whoRegistersIsAnActiveUserAndCanLogIn() throws Exception {
        String email = Shop.newEmail();
        Answer registered =
                Api.anonymous().post("/api/v1/users", Shop.registration(email)).expect(201);
        String id = registered.text("id");
        assertThat(registered.header("Location")).isEqualTo("/api/v1/users/" + id);
        assertThat(registered.header("ETag")).isEqualTo("\"" + registered.text("version") + "\"");
        assertThat(registered.text("status")).isEqualTo("ACTIVE");
        assertThat(texts(registered.body().path("roles"))).containsExactly("user");
        assertThat(registered.body().toString()).doesNotContain(Shop.PASSWORD).doesNotContain("password");

        Answer login = Api.anonymous()
                .post("/api/v1/login", Map.of("email", email, "password", Shop.PASSWORD))
                .expect(200);
        assertThat(login.text("tokenType")).isEqualTo("Bearer");
        assertThat(login.body().path("expiresIn").asInt()).isPositive();
        assertThat(login.header("Cache-Control")).isEqualTo("no-store");
        JsonNode claims = claims(login.text("accessToken"));
        assertThat(claims.path("sub").asText()).isEqualTo(id);
        assertThat(texts(claims.path("permissions")))
                .containsExactlyInAnyOrder("user:read", "user:write", "order:read", "order:write", "credential:manage");
    }

    @Test
    void theSecondVersionAddsAvatarTimeOfRegistrationAndProfile() {
        Map<String, Object> body = new HashMap<>(Shop.registration(Shop.newEmail()));
        body.put("avatar", "https://img.shop.example/me.png");
        body.put("age", 36);
        body.put("phone", "+441632960961");
        Answer registered = Api.anonymous().post("/api/v2/users", body).expect(201);
        String id = registered.text("id");
        Api api = Api.anonymous().withToken(Shop.logIn((String) body.get("email"), Shop.PASSWORD));

        Answer second = api.get("/api/v2/users/" + id).expect(200);
        assertThat(second.text("avatar")).isEqualTo("https://img.shop.example/me.png");
        assertThat(second.text("createdAt")).isNotBlank();
        Answer first = api.get("/api/v1/users/" + id).expect(200);
        assertThat(first.body().has("avatar")).isFalse();
        assertThat(first.body().has("createdAt")).isFalse();
        assertThat(first.text("phone")).isEqualTo("+441632960961");
        assertThat(first.text("version")).isEqualTo(second.text("version"));
        Answer profile = api.get("/api/v2/users/" + id + "/profile").expect(200);
        assertThat(profile.text("name")).isEqualTo("Test Customer");
        assertThat(profile.body().has("email")).isFalse();
    }

    @Test
    void anUpdateByTheFirstVersionKeepsTheAvatarItDoesNotKnow() {
        Map<String, Object> body = new HashMap<>(Shop.registration(Shop.newEmail()));
        body.put("avatar", "https://img.shop.example/me.png");
        Answer registered = Api.anonymous().post("/api/v2/users", body).expect(201);
        String id = registered.text("id");
        Api api = Api.anonymous().withToken(Shop.logIn((String) body.get("email"), Shop.PASSWORD));
        api.withHeader("If-Match", registered.header("ETag"))
                .put("/api/v1/users/" + id, Map.of("name", "Another Name"))
                .expect(200);
        Answer now = api.get("/api/v2/users/" + id).expect(200);
        assertThat(now.text("name")).isEqualTo("Another Name");
        assertThat(now.text("avatar")).isEqualTo("https://img.shop.example/me.png");
    }

    @Test
    void theProfileIsTheCallersOwnAccount() {
        Customer customer = Shop.customer();
        Answer profile = customer.api().get("/api/v1/profile").expect(200);
        assertThat(profile.text("id")).isEqualTo(customer.id());
        assertThat(profile.text("email")).isEqualTo(customer.email());
        assertThat(profile.body())
                .isEqualTo(customer.api().get("/api/v1/users/" + customer.id()).body());
    }

    @Test
    void preferencesHaveDefaultsAndKeepWhatAnUpdateLeavesOut() {
        Customer customer = Shop.customer();
        String path = "/api/v1/users/" + customer.id();
        Answer before = customer.api().get(path).expect(200);
        assertThat(before.body().path("preferences").path("timeZone").asText()).isEqualTo("UTC");
        Map<String, Object> preferences = Map.of("emailNotifications", false, "timeZone", "Europe/London");
        Answer after = customer.api()
                .withHeader("If-Match", before.header("ETag"))
                .put(path, Map.of("name", "Test Customer", "preferences", preferences))
                .expect(200);
        JsonNode now = after.body().path("preferences");
        assertThat(now.path("emailNotifications").asBoolean(true)).isFalse();
        assertThat(now.path("timeZone").asText()).isEqualTo("Europe/London");
        assertThat(now.path("language").asText()).isEqualTo("en");
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        customer.api()
                .withHeader("If-Match", after.header("ETag"))
                .put(path, Map.of("name", "Test Customer", "preferences", Map.of("timeZone", "Europe/Atlantis")))
                .expectInvalid("preferences.timeZone");
    }

    @Test
    void aPasswordIsChangedWithTheCurrentOneOnly() {
        Customer customer = Shop.customer();
        String other = "Battery-st4ple";
        customer.api()
                .post("/api/v1/profile/password", Map.of("currentPassword", "Wrong-horse-7", "newPassword", other))
                .expectInvalid("currentPassword");
        customer.api()
                .post("/api/v1/profile/password", Map.of("currentPassword", Shop.PASSWORD, "newPassword", "P@ssw0rd"))
                .expectInvalid("newPassword");
        customer.api()
                .post("/api/v1/profile/password", Map.of("currentPassword", Shop.PASSWORD, "newPassword", other))
                .expect(200);
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", customer.email(), "password", Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        assertThat(Shop.logIn(customer.email(), other)).isNotBlank();
    }

    @Test
    void unknownAddressWrongPasswordAndSuspensionAreRefusedAlike() {
        Customer customer = Shop.customer();
        suspend(customer);
        List<Answer> refusals = List.of(
                Api.anonymous().post("/api/v1/login", Map.of("email", Shop.newEmail(), "password", Shop.PASSWORD)),
                Api.anonymous().post("/api/v1/login", Map.of("email", customer.email(), "password", "Wrong-horse-7")),
                Api.anonymous().post("/api/v1/login", Map.of("email", customer.email(), "password", Shop.PASSWORD)));
        refusals.forEach(refusal -> refusal.expectProblem(401, "UNAUTHORIZED"));
        assertThat(refusals.stream().map(refusal -> refusal.text("detail")).distinct())
                .hasSize(1);
    }

    @Test
    void aSuspendedUserWithATokenFromBeforeCannotOrder() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        suspend(customer);
        Answer refused = customer.api().withNewKey().post("/api/v1/orders", Shop.order("tok_ok", sku, 1));
        // The account may not order; as soon as it is known everywhere that its sessions have ended the token is
        // nothing.
        if (refused.status() == 401) {
            refused.expectProblem(401, "UNAUTHORIZED");
        } else {
            refused.expectProblem(403, "FORBIDDEN");
        }
        assertThat(Shop.orders(customer)).isZero();
        assertThat(Shop.stock(sku)).isEqualTo("5/0/5");
    }

    @Test
    void administratorsListAccountsNewestFirstPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(Shop.customer().id());
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        while (listed.size() < 3) {
            Answer page =
                    Shop.admin().get("/api/v1/admin/users?limit=1" + cursor).expect(200);
            listed.add(page.body().path("items").path(0).path("id").asText());
            assertThat(page.header("Link")).contains("rel=\"next\"");
            cursor = "&cursor=" + page.text("nextCursor");
        }
        assertThat(listed).isEqualTo(ids);
    }

    @Test
    void administratorsChangeRolesAndStatusAgainstTheCurrentVersion() {
        Customer customer = Shop.customer();
        String path = "/api/v1/admin/users/" + customer.id();
        String tag = customer.api().get("/api/v1/profile").header("ETag");
        Answer changed = Shop.admin()
                .withHeader("If-Match", tag)
                .patch(path, Map.of("roles", List.of("guest")))
                .expect(200);
        assertThat(texts(changed.body().path("roles"))).containsExactly("guest");
        assertThat(changed.text("status")).isEqualTo("ACTIVE");
        Shop.admin()
                .withHeader("If-Match", tag)
                .patch(path, Map.of("status", "INACTIVE"))
                .expectProblem(412, "PRECONDITION_FAILED");
        Shop.admin()
                .withHeader("If-Match", changed.header("ETag"))
                .patch(path, Map.of("roles", List.of("emperor")))
                .expectProblem(422, "VALIDATION_ERROR");

        Api guest = Api.anonymous().withToken(Shop.logIn(customer.email(), Shop.PASSWORD));
        guest.get("/api/v1/profile").expect(200);
        guest.withNewKey().post("/api/v1/orders", Shop.order("tok_ok", "X", 1)).expectProblem(403, "FORBIDDEN");
    }

    @Test
    void aDeletedAccountIsGoneAndItsAddressIsFree() {
        Customer customer = Shop.customer();
        String path = "/api/v1/admin/users/" + customer.id();
        String tag = customer.api().get("/api/v1/profile").header("ETag");
        Shop.admin().withHeader("If-Match", tag).delete(path).expect(204);
        // Another replica may show it for a second.
        Eventually.answer(() -> Shop.admin().get("/api/v1/users/" + customer.id()), answer -> answer.status() == 404)
                .expectProblem(404, "NOT_FOUND");
        Api.anonymous()
                .post("/api/v1/login", Map.of("email", customer.email(), "password", Shop.PASSWORD))
                .expectProblem(401, "UNAUTHORIZED");
        Api.anonymous()
                .post("/api/v1/users", Shop.registration(customer.email()))
                .expect(201);
    }

    @Test
    void theLastAdministratorCannotGiveUpTheRole() {
        Api admin = Shop.admin();
        Answer self = admin.get("/api/v1/profile").expect(200);
        admin.withHeader("If-Match", self.header("ETag"))
                .patch("/api/v1/admin/users/" + self.text("id"), Map.of("roles", List.of("user")))
                .expectProblem(409, "LAST_ADMIN");
        admin.withHeader("If-Match", self.header("ETag"))
                .delete("/api/v1/admin/users/" + self.text("id"))
                .expectProblem(409, "LAST_ADMIN");
    }

    @Test
    void theActivityFeedTellsWhatBecameOfOrders() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        String order = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
        customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_declined", sku, 1))
                .expect(402);
        Answer feed = Eventually.get(
                customer.api(),
                "/api/v1/users/" + customer.id() + "/activity",
                answer -> answer.body().path("items").size() >= 4);
        assertThat(feed.body().path("items").findValuesAsText("type"))
                .containsExactlyInAnyOrder("ORDER_PLACED", "ORDER_CONFIRMED", "ORDER_PLACED", "ORDER_REJECTED");
        assertThat(feed.body().path("items").findValuesAsText("orderId")).contains(order);
    }

    @Test
    void theKeySetHasPublicKeysOnlyAndTheOneThatSigns() throws Exception {
        Answer keys = Api.anonymous().get("/oauth2/jwks").expect(200);
        for (JsonNode key : keys.body().path("keys")) {
            assertThat(key.path("kty").asText()).isEqualTo("RSA");
            assertThat(key.path("alg").asText()).isEqualTo("RS256");
            assertThat(Base64.getUrlDecoder().decode(key.path("n").asText())).hasSizeGreaterThanOrEqualTo(256);
            for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
                assertThat(key.has(secret)).as("member %s", secret).isFalse();
            }
        }
        String token = Shop.logIn(Shop.customer().email(), Shop.PASSWORD);
        assertThat(keys.body().path("keys").findValuesAsText("kid"))
                .contains(part(token, 0).path("kid").asText());
    }

    private static void suspend(Customer customer) {
        String tag = customer.api().get("/api/v1/profile").header("ETag");
        Shop.admin()
                .withHeader("If-Match", tag)
                .patch("/api/v1/admin/users/" + customer.id(), Map.of("status", "SUSPENDED"))
                .expect(200);
    }

    private static JsonNode claims(String token) throws Exception {
        return part(token, 1);
    }

    private static JsonNode part(String token, int index) throws Exception {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        return Api.JSON.readTree(new String(json, StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
