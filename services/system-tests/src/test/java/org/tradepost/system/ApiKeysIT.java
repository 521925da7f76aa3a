package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.system.Shop.Customer;

/** API keys: what they open, what they never open, and who tries what with them. */
@Tag("deployment")
class ApiKeysIT {

    private static final String KEYS = "/api/v1/api-keys";
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static Customer owner;
    private static Customer stranger;

    @BeforeAll
    static void twoCustomers() {
        owner = Shop.customer();
        stranger = Shop.customer();
    }

    @Test
    void aKeyOrdersForItsOwnerAndIsShownOnce() {
        Answer made = make(Map.of("name", "shop", "permissions", List.of("order:read", "order:write")));
        String key = made.text("key");
        assertThat(key).matches("tp_live_[0-9A-Za-z]{49}").endsWith(made.text("lastFour"));
        assertThat(made.header("Location")).isEqualTo(KEYS + "/" + made.text("id"));
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.body().path("requestsPerMinute").asInt()).isEqualTo(1_000);

        String sku = Shop.product(500, 5);
        String order = with(key)
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
        assertThat(owner.api().get("/api/v1/orders/" + order).expect(200).text("userId"))
                .isEqualTo(owner.id());
        with(key).get("/api/v1/profile").expectProblem(403, "FORBIDDEN");

        Answer shown = owner.api().get(KEYS + "/" + made.text("id")).expect(200);
        assertThat(shown.body().toString()).doesNotContain(key.substring(0, 20));
        assertThat(listed(made.text("id")).path("status").asText()).isEqualTo("ACTIVE");
        Eventually.get(owner.api(), KEYS + "/" + made.text("id"), answer -> answer.body()
                .has("lastUsedAt"));
    }

    @Test
    void aKeyManagesNoCredentialsAndNobodysRoles() {
        String id = Shop.admin().get("/api/v1/profile").expect(200).text("id");
        Answer made = Shop.admin().post(KEYS, Map.of("name", "all that an administrator may give"));
        Api key = with(made.expect(201).text("key"));
        key.get("/api/v1/admin/users").expect(200);
        key.get(KEYS).expectProblem(403, "FORBIDDEN");
        key.post(KEYS, Map.of("name", "child")).expectProblem(403, "FORBIDDEN");
        key.get("/api/v1/admin/api-keys").expectProblem(403, "FORBIDDEN");
        key.post("/api/v1/admin/api-keys", Map.of("name", "child", "userId", id))
                .expectProblem(403, "FORBIDDEN");
        key.post(KEYS + "/" + made.text("id") + "/rotate", Map.of()).expectProblem(403, "FORBIDDEN");
        key.post("/api/v1/profile/password", Map.of("currentPassword", "x", "newPassword", Shop.PASSWORD))
                .expectProblem(403, "FORBIDDEN");
        key.withHeader("If-Match", "*")
                .patch("/api/v1/admin/users/" + stranger.id(), Map.of("roles", List.of("admin")))
                .expectProblem(403, "FORBIDDEN");
        Shop.admin().delete(KEYS + "/" + made.text("id")).expect(204);
    }

    @Test
    void anAdministratorsKeySeesOtherPeoplesDataOnlyWithAllOfTheRole() {
        Answer made = Shop.admin().post(KEYS, Map.of("name", "reader", "permissions", List.of("user:read")));
        Api key = with(made.expect(201).text("key"));
        key.get("/api/v1/profile").expect(200);
        key.get("/api/v1/users/" + owner.id()).expectProblem(403, "FORBIDDEN");
        Shop.admin().delete(KEYS + "/" + made.text("id")).expect(204);
    }

    @Test
    void permissionsBeyondTheOwnersAndTermsThatNoKeyHasAreRefused() {
        refused(403, "FORBIDDEN", Map.of("permissions", List.of("order:read", "catalog:write")));
        refused(422, "VALIDATION_ERROR", Map.of("permissions", List.of("credential:manage")));
        refused(422, "VALIDATION_ERROR", Map.of("permissions", List.of("order:read' OR '1'='1")));
        refused(422, "VALIDATION_ERROR", Map.of("permissions", List.of()));
        refused(422, "VALIDATION_ERROR", Map.of("name", ""));
        refused(422, "VALIDATION_ERROR", Map.of("name", "x".repeat(51)));
        refused(422, "VALIDATION_ERROR", Map.of("expiresAt", "2020-01-01T00:00:00Z"));
        refused(
                422,
                "VALIDATION_ERROR",
                Map.of("expiresAt", Instant.now().plus(Duration.ofDays(400)).toString()));
        refused(422, "VALIDATION_ERROR", Map.of("requestsPerMinute", 0));
        refused(422, "VALIDATION_ERROR", Map.of("requestsPerMinute", 100_001));
        refused(400, "MALFORMED_REQUEST", Map.of("expiresAt", "tomorrow"));
        refused(400, "MALFORMED_REQUEST", Map.of("key", "tp_live_mine"));
        refused(400, "MALFORMED_REQUEST", Map.of("userId", stranger.id()));
        Api.anonymous().post(KEYS, Map.of("name", "x")).expectProblem(401, "UNAUTHORIZED");
    }

    @Test
    void aGuestMakesNoKeysAndAnOwnerWhoBecomesOneLosesWhatTheKeyHad() {
        Customer guest = Shop.customer();
        String key = make(guest, Map.of("name", "k", "permissions", List.of("user:read", "order:write")))
                .text("key");
        Shop.admin()
                .withHeader("If-Match", "*")
                .patch("/api/v1/admin/users/" + guest.id(), Map.of("roles", List.of("guest")))
                .expect(200);
        String sku = Shop.product(500, 1);
        with(key).get("/api/v1/profile").expect(200);
        with(key)
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expectProblem(403, "FORBIDDEN");
        Api asGuest = Api.anonymous().withToken(Shop.logIn(guest.email(), Shop.PASSWORD));
        asGuest.post(KEYS, Map.of("name", "x")).expectProblem(403, "FORBIDDEN");
    }

    @Test
    void textThatLooksLikeSqlOrHtmlIsJustAName() {
        String name = "x'); DROP TABLE api_key;-- <b>&amp;";
        Answer made = make(Map.of("name", name));
        assertThat(listed(made.text("id")).path("name").asText()).isEqualTo(name);
        owner.api().get(KEYS + "/" + made.text("id") + "'--").expectProblem(404, "NOT_FOUND");
        revoke(made);
    }

    @Test
    void somebodyElsesKeyDoesNotExistUnlessForAnAdministrator() {
        Answer made = make(Map.of("name", "mine"));
        String path = KEYS + "/" + made.text("id");
        Api api = stranger.api().withHeader("If-Match", "*");
        api.get(path).expectProblem(404, "NOT_FOUND");
        api.patch(path, Map.of("name", "yours")).expectProblem(404, "NOT_FOUND");
        api.post(path + "/rotate", Map.of()).expectProblem(404, "NOT_FOUND");
        api.delete(path).expectProblem(404, "NOT_FOUND");
        stranger.api().get("/api/v1/admin/api-keys").expectProblem(403, "FORBIDDEN");
        assertThat(stranger.api().get(KEYS).expect(200).body().toString()).doesNotContain(made.text("id"));
        owner.api().patch(path, Map.of("name", "x")).expectProblem(428, "PRECONDITION_REQUIRED");
        owner.api()
                .withHeader("If-Match", "\"9\"")
                .patch(path, Map.of("name", "x"))
                .expectProblem(412, "PRECONDITION_FAILED");
        Api admin = Shop.admin();
        Answer changed = admin.withHeader("If-Match", made.header("ETag"))
                .patch(path, Map.of("requestsPerMinute", 7))
                .expect(200);
        assertThat(changed.body().path("requestsPerMinute").asInt()).isEqualTo(7);
        assertThat(admin.get("/api/v1/admin/api-keys?userId=" + owner.id())
                        .expect(200)
                        .body()
                        .toString())
                .contains(made.text("id"));
        admin.get("/api/v1/admin/api-keys?userId=nobody").expectProblem(400, "MALFORMED_REQUEST");
        Answer theirs = admin.post("/api/v1/admin/api-keys", Map.of("userId", stranger.id(), "name", "given"))
                .expect(201);
        assertThat(with(theirs.text("key")).get("/api/v1/profile").expect(200).text("id"))
                .isEqualTo(stranger.id());
        admin.post("/api/v1/admin/api-keys", Map.of("userId", UUID.randomUUID().toString(), "name", "x"))
                .expectProblem(404, "NOT_FOUND");
        admin.delete(path).expect(204);
    }

    @ParameterizedTest
    @CsvSource({"%s x, 401", "%sx, 401", "'\"%s\"', 401", "Bearer %s, 401", "%s%%20, 401", "tp_live_0, 401", "x, 401"})
    void whatIsNoKeyIsRefused(String text, int status) {
        Answer made = make(Map.of("name", "k"));
        String presented = text.replace("%%", "%").replace("%s", made.text("key"));
        with(presented).get("/api/v1/profile").expectProblem(status, "UNAUTHORIZED");
        revoke(made);
    }

    @Test
    void blanksAfterAKeyAndTwoIdentitiesAreRefused() {
        Answer made = make(Map.of("name", "k"));
        String header = "X-API-Key: " + made.text("key");
        assertThat(RawHttp.get("/api/v1/profile", header + "  ").status()).isEqualTo(401);
        assertThat(RawHttp.get("/api/v1/profile", header).status()).isEqualTo(200);
        assertThat(RawHttp.get("/api/v1/profile", header, header).status()).isEqualTo(400);
        with(made.text("key")).withToken("x").get("/api/v1/profile").expectProblem(400, "MALFORMED_REQUEST");
        revoke(made);
    }

    @Test
    @Tag("either-mode")
    void aRotatedKeyAndARevokedOneStopWithinHalfAMinute() {
        Answer made = make(Map.of("name", "k"));
        String path = KEYS + "/" + made.text("id");
        String first = made.text("key");
        with(first).get("/api/v1/profile").expect(200);
        String second = owner.api()
                .post(path + "/rotate", Map.of("overlapSeconds", 3600))
                .expect(200)
                .text("key");
        with(second).get("/api/v1/profile").expect(200);
        owner.api().delete(path).expect(204);
        Instant revoked = Instant.now();
        for (String key : List.of(first, second)) {
            Eventually.answer(() -> with(key).get("/api/v1/profile"), answer -> answer.status() == 401)
                    .expectProblem(401, "UNAUTHORIZED");
        }
        assertThat(Duration.between(revoked, Instant.now())).isLessThan(BOUND);
        assertThat(listed(made.text("id")).path("status").asText()).isEqualTo("REVOKED");
        owner.api().post(path + "/rotate", Map.of()).expectProblem(409, "API_KEY_REVOKED");
        owner.api().delete(path).expect(204);
    }

    @Test
    @Tag("either-mode")
    void aKeyExpiresAndASuspendedOwnersKeyStopsWithinHalfAMinute() {
        Customer suspended = Shop.customer();
        Answer made = make(suspended, Map.of("name", "k"));
        String expiring = make(
                        suspended,
                        Map.of(
                                "name",
                                "short",
                                "expiresAt",
                                Instant.now().plusSeconds(5).toString()))
                .text("key");
        with(made.text("key")).get("/api/v1/profile").expect(200);
        with(expiring).get("/api/v1/profile").expect(200);
        Instant begun = Instant.now();
        Shop.admin()
                .withHeader("If-Match", "*")
                .patch("/api/v1/admin/users/" + suspended.id(), Map.of("status", "SUSPENDED"))
                .expect(200);
        for (String key : List.of(made.text("key"), expiring)) {
            Eventually.answer(() -> with(key).get("/api/v1/profile"), answer -> answer.status() == 401);
        }
        assertThat(Duration.between(begun, Instant.now())).isLessThan(BOUND);
    }

    @Test
    void nobodyHasMoreThan25ActiveKeys() {
        Customer collector = Shop.customer();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(make(collector, Map.of("name", "k" + i)).text("id"));
        }
        collector.api().post(KEYS, Map.of("name", "one more")).expectProblem(409, "TOO_MANY_API_KEYS");
        Answer page = collector.api().get(KEYS + "?limit=20").expect(200);
        assertThat(page.body().path("items")).hasSize(20);
        assertThat(page.header("Link")).contains("rel=\"next\"");
        collector.api().delete(KEYS + "/" + ids.get(0)).expect(204);
        make(collector, Map.of("name", "one more"));
    }

    private static Api with(String key) {
        return Api.anonymous().withHeader("X-API-Key", key);
    }

    private static Answer make(Map<String, Object> terms) {
        return make(owner, terms);
    }

    private static Answer make(Customer customer, Map<String, Object> terms) {
        return customer.api().post(KEYS, terms).expect(201);
    }

    private static void revoke(Answer made) {
        owner.api().delete(KEYS + "/" + made.text("id")).expect(204);
    }

    private static void refused(int status, String code, Map<String, Object> wrong) {
        Map<String, Object> terms = new HashMap<>(Map.of("name", "k"));
        terms.putAll(wrong);
        owner.api().post(KEYS, terms).expectProblem(status, code);
    }

    private static JsonNode listed(String id) {
        for (JsonNode item :
                owner.api().get(KEYS + "?limit=100").expect(200).body().path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError(id + " is not listed");
    }
}
