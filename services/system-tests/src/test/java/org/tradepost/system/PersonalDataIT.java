package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person's data from registration to erasure, across services; the books stay as they were. */
@Tag("local")
class PersonalDataIT {

    private static final String PHONE = "+441632960555";

    private final Api admin = Shop.admin();
    private final String email = Shop.newEmail();
    private final String channel = "c" + UUID.randomUUID();

    @Test
    void whatIsKnownOfAPersonIsHandedOutAndThenErased() {
        String person = register();
        // A back office's account: it may name a customer reference and a channel.
        admin.withHeader("If-Match", etag(admin, person))
                .patch("/api/v1/admin/users/" + person, Map.of("roles", List.of("admin", "user")))
                .expect(200);
        Api own = Api.anonymous().withToken(Shop.logIn(email, Shop.PASSWORD));
        String order = place(own);
        Eventually.get(
                own,
                "/api/v1/users/" + person + "/activity",
                feed -> feed.body().path("items").size() == 2);

        exported(own, person, order);
        // The account is shown whole to who asks for it, and masked in the list.
        assertThat(admin.get("/api/v1/users/" + person).expect(200).text("phone"))
                .isEqualTo(PHONE);
        assertThat(admin.get("/api/v1/admin/users?email=" + email)
                        .expect(200)
                        .body()
                        .at("/items/0/email")
                        .asText())
                .isEqualTo("c***@s***.example");
        JsonNode reportBefore = report();
        assertThat(reportBefore.at("/total/orders").asInt()).isEqualTo(1);

        own.delete("/api/v1/users/" + person).expectProblem(428, "PRECONDITION_REQUIRED");
        own.withHeader("If-Match", etag(own, person))
                .delete("/api/v1/users/" + person)
                .expect(204);

        admin.get("/api/v1/users/" + person + "/export").expectProblem(404, "NOT_FOUND");
        Answer erased = Eventually.get(admin, "/api/v1/orders/" + order, answer -> !answer.body()
                .path("shippingAddress")
                .has("line1"));
        assertThat(erased.body().path("shippingAddress").size())
                .as("country only")
                .isEqualTo(1);
        assertThat(erased.body().has("customerRef")).isFalse();
        assertThat(erased.text("status")).isEqualTo("CONFIRMED");
        assertThat(erased.body().at("/total/amount").asLong()).isEqualTo(2598);
        assertThat(report()).isEqualTo(reportBefore);
        CommandLine.ofDeployment().run("verify", "--json").expect(0);
    }

    @Test
    void nobodyElseExportsOrErasesAPerson() {
        String person = register();
        Shop.Customer stranger = Shop.customer();
        stranger.api().get("/api/v1/users/" + person + "/export").expectProblem(403, "FORBIDDEN");
        stranger.api()
                .withHeader("If-Match", "\"1\"")
                .delete("/api/v1/users/" + person)
                .expectProblem(403, "FORBIDDEN");
        Api.anonymous().get("/api/v1/users/" + person + "/export").expectProblem(401, "UNAUTHORIZED");
        assertThat(admin.get("/api/v1/users/" + person + "/export")
                        .expect(200)
                        .body()
                        .at("/account/email")
                        .asText())
                .isEqualTo(email);
    }

    @Test
    void administratorsSeeWhatEachDataKeyEncrypts() {
        for (String service : List.of("users", "orders")) {
            JsonNode report =
                    admin.get("/api/v1/admin/data-keys/" + service).expect(200).body();
            assertThat(report.at("/keys/0/keyId").asText())
                    .isEqualTo(report.path("currentKeyId").asText());
            assertThat(report.path("readable").asInt()).isZero();
            Shop.customer().api().get("/api/v1/admin/data-keys/" + service).expectProblem(403, "FORBIDDEN");
        }
    }

    private String register() {
        return Api.anonymous()
                .withNewKey()
                .post(
                        "/api/v1/users",
                        Map.of("email", email, "password", Shop.PASSWORD, "name", "Ada Erasable", "phone", PHONE))
                .expect(201)
                .text("id");
    }

    private String place(Api own) {
        Map<String, Object> order = Map.of(
                "items",
                List.of(Map.of("sku", Shop.product(1299, 5), "quantity", 2)),
                "payment",
                Map.of("method", "sandbox", "token", "tok_ok"),
                "shippingAddress",
                Map.of(
                        "country",
                        "United Kingdom",
                        "name",
                        "Ada Erasable",
                        "line1",
                        "12 Erasable Street",
                        "city",
                        "Leeds"),
                "channel",
                channel,
                "customerRef",
                "erasable-7");
        return own.withNewKey().post("/api/v1/orders", order).expect(201).text("id");
    }

    private static void exported(Api own, String person, String order) {
        Answer export = own.get("/api/v1/users/" + person + "/export").expect(200);
        assertThat(export.header("Content-Disposition")).startsWith("attachment");
        assertThat(export.header("Cache-Control")).contains("no-store");
        JsonNode document = export.body();
        assertThat(document.at("/account/phone").asText()).isEqualTo(PHONE);
        assertThat(document.path("activity")).hasSize(2);
        assertThat(document.at("/orders/0/id").asText()).isEqualTo(order);
        assertThat(document.at("/orders/0/customerRef").asText()).isEqualTo("erasable-7");
        assertThat(document.at("/orders/0/shippingAddress/line1").asText()).isEqualTo("12 Erasable Street");
        assertThat(document.at("/payments/0/orderId").asText()).isEqualTo(order);
        assertThat(document.toString()).doesNotContain("argon2", "tok_ok");
    }

    private JsonNode report() {
        return admin.get("/api/v1/reports/sales?by=country&channel=" + channel)
                .expect(200)
                .body();
    }

    private static String etag(Api api, String person) {
        return api.get("/api/v1/users/" + person).expect(200).header("ETag");
    }
}
