package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SignedEnvelope;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.system.Shop.Customer;

/** What is done through the API can be read in the audit log a moment later. */
@Tag("deployment")
@Tag("either-mode")
class AuditIT {

    private static final String LOG = "/api/v1/admin/audit";

    @Test
    void loginsPricesAndRefusalsAreInTheLog() {
        Customer customer = Shop.customer();
        String sku = Shop.product(1_000, 5);
        String etag = Shop.admin().get("/api/v1/products/" + sku).expect(200).header("ETag");
        Shop.admin()
                .withHeader("If-Match", etag)
                .put("/api/v1/products/" + sku, Shop.productBody(sku, "Dearer", 1_200, "GBP"))
                .expect(200);

        JsonNode login = found("actor=" + customer.id() + "&action=login.succeeded");
        assertThat(login.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(login.path("address").asText()).isNotBlank();
        JsonNode price = found("object=" + sku + "&action=product.price-changed");
        assertThat(price.at("/details/beforeMinor").asLong()).isEqualTo(1_000);
        assertThat(price.at("/details/priceMinor").asLong()).isEqualTo(1_200);
        JsonNode denied = refusedUntilFound(
                () -> customer.api().get(LOG).expect(403),
                "action=permission.denied&actor=" + customer.id(),
                entry -> true);
        assertThat(denied.path("code").asText()).isEqualTo("FORBIDDEN");
        assertThat(denied.at("/object/id").asText()).isEqualTo("GET " + LOG);
        Map<String, String> wrong = Map.of("email", customer.email(), "password", "Wrong-horse-7");
        JsonNode failed = refusedUntilFound(
                () -> assertThat(Api.anonymous().post("/api/v1/login", wrong).status())
                        .isIn(401, 429),
                "object=" + customer.id() + "&action=login.failed",
                entry -> true);
        assertThat(failed.path("actor").asText()).isEqualTo("anonymous");
        assertThat(failed.toString()).doesNotContain(customer.email());
    }

    @Test
    void whoOpensAnAccountForSomebodyIsInTheLog() {
        String email = Shop.newEmail();
        String id = Shop.admin()
                .post("/api/v1/admin/users", Map.of("email", email, "name", "Grace Hopper"))
                .expect(201)
                .body()
                .at("/user/id")
                .asText();

        JsonNode opened = found("object=" + id + "&action=user.created");
        assertThat(opened.path("actor").asText()).isNotEqualTo(id).isNotEqualTo("anonymous");
        assertThat(opened.path("address").asText()).isNotBlank();
        assertThat(opened.toString()).doesNotContain(email, "Grace");
    }

    @Test
    void whoLeavesAndWhoTakesTheirDataIsInTheLog() {
        Customer customer = Shop.customer();
        customer.api().get("/api/v1/users/" + customer.id() + "/export").expect(200);
        customer.api().post("/api/v1/logout", null).expect(204);

        JsonNode exported = found("object=" + customer.id() + "&action=personal-data.exported");
        assertThat(exported.path("actor").asText()).isEqualTo(customer.id());
        JsonNode left = found("actor=" + customer.id() + "&action=logout");
        assertThat(left.at("/object/id").asText())
                .isEqualTo(left.path("session").asText());
    }

    @Test
    void whatTheGatewayRefusesByItselfIsInTheLog() throws Exception {
        String request = "audit-" + UUID.randomUUID();
        Api stranger = Api.anonymous()
                .withHeader("X-API-Key", "tp_live_" + "0".repeat(49))
                .withHeader("X-Request-ID", request);
        JsonNode key = refusedUntilFound(
                () -> stranger.get("/api/v1/products").expectProblem(401, "UNAUTHORIZED"),
                "action=api-key.refused&limit=100",
                entry -> entry.path("requestId").asText().equals(request));
        assertThat(key.path("service").asText()).isEqualTo("gateway");
        assertThat(key.path("outcome").asText()).isEqualTo("refused");
        assertThat(key.path("address").asText()).isNotBlank();
        assertThat(key.toString()).doesNotContain("tp_live_");

        SigningKey unknown = SigningKey.generate(
                SignatureAlgorithm.ED25519, UUID.randomUUID().toString());
        JsonNode envelope = Api.JSON.readTree(SignedEnvelope.sign(
                        Api.JSON.valueToTree(Map.of("type", "echo")),
                        unknown,
                        MessageSigner.newNonce(),
                        Clock.systemUTC())
                .toJson());
        JsonNode signature = refusedUntilFound(
                () -> Api.anonymous().post("/api/v1/secure", envelope).expectProblem(401, "SIGNATURE_INVALID"),
                "action=signature.refused&object=" + unknown.keyId(),
                entry -> true);
        assertThat(signature.path("code").asText()).isEqualTo("SIGNATURE_INVALID");
        assertThat(signature.toString())
                .doesNotContain(envelope.path("signature").asText());
    }

    @Test
    void theLogIsForThoseWhoMayReadIt() {
        Api.anonymous().get(LOG).expect(401);
        Shop.customer().api().get(LOG).expect(403);
        Shop.admin().get(LOG + "?action=no.such").expect(422);
        Shop.admin().get(LOG + "?from=yesterday").expect(422);
        Shop.admin().get(LOG + "?cursor=forged").expect(400);
    }

    /** Of many refusals in one second from one address only some are recorded one by one, and other tests are refused, too. */
    private static JsonNode refusedUntilFound(Runnable attempt, String query, Predicate<JsonNode> wanted) {
        List<JsonNode> found = new ArrayList<>();
        Eventually.answer(
                () -> {
                    attempt.run();
                    return Shop.admin().get(LOG + "?" + query);
                },
                answer -> {
                    answer.body().path("items").forEach(entry -> {
                        if (wanted.test(entry)) {
                            found.add(entry);
                        }
                    });
                    return !found.isEmpty();
                });
        return found.get(0);
    }

    private static JsonNode found(String query) {
        return Eventually.get(Shop.admin(), LOG + "?" + query, answer -> !answer.body()
                        .path("items")
                        .isEmpty())
                .body()
                .path("items")
                .path(0);
    }
}
