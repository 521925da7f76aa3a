package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradepost.system.Shop.Customer;

/** Tokens that nobody should believe, at each service; {@link SignedByOurKeyIT} has those that need our private key. */
@Tag("deployment")
@TestInstance(Lifecycle.PER_CLASS)
class BadTokensIT {

    private final Map<String, String> authorizations = new LinkedHashMap<>();
    private Customer customer;
    private String sku;

    @BeforeAll
    void forgeTokens() throws Exception {
        customer = Shop.customer();
        sku = Shop.product(500, 10);
        TokenForge forge = new TokenForge(Shop.logIn(customer.email(), Shop.PASSWORD));
        forge.withoutOurKey(publicKey(forge.keyId()))
                .forEach((name, token) -> authorizations.put(name, "Bearer " + token));
        authorizations.put("none at all", null);
        authorizations.put(
                "Basic",
                "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII)));
    }

    static RSAKey publicKey(String keyId) throws Exception {
        String keys = Api.anonymous().get("/oauth2/jwks").expect(200).body().toString();
        return (RSAKey) JWKSet.parse(keys).getKeyByKeyId(keyId);
    }

    Set<String> names() {
        return authorizations.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aTokenThatIsNotOursIsRefusedByEveryService(String name) {
        String authorization = authorizations.get(name);
        Api api = authorization == null ? Api.anonymous() : Api.anonymous().withHeader("Authorization", authorization);
        refused(api.get("/api/v1/profile"));
        refused(api.get("/api/v1/admin/users"));
        refused(api.get("/api/v1/orders"));
        refused(api.get("/api/v1/payments/" + customer.id()));
        refused(api.get("/api/v1/users/" + customer.id() + "/overview"));
        refused(api.post("/api/v1/products", Shop.productBody(Shop.newSku(), "N", 1, "GBP")));
        refused(api.withNewKey().post("/api/v1/orders", Shop.order("tok_ok", sku, 1)));
        // The token is looked at before the body, which might be anything.
        refused(api.withNewKey().send("POST", "/api/v1/orders", "{\"role\":"));
        assertThat(Shop.orders(customer)).isZero();
        assertThat(Shop.stock(sku)).isEqualTo("10/0/10");
    }

    static void refused(Answer answer) {
        answer.expectProblem(401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
