package org.tradepost.system;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradepost.system.Shop.Customer;

/**
 * Bad tokens at the services' own ports, where no gateway looks first, and tokens that our own key has signed, taken from the
 * database for that: wrong audience, issuer, times, type, claims.
 */
@Tag("local")
@TestInstance(Lifecycle.PER_CLASS)
class SignedByOurKeyIT {

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, String> requests = Map.of(
            "users", "/api/v1/profile",
            "catalog", "/internal/products/lookup",
            "orders", "/api/v1/orders",
            "payments", "/api/v1/payments/" + UUID.randomUUID(),
            "gateway", "/api/v1/users/" + UUID.randomUUID() + "/overview");
    private TokenForge forge;
    private RSAKey key;
    private Customer customer;

    @BeforeAll
    void forgeTokens() throws Exception {
        customer = Shop.customer();
        forge = new TokenForge(Shop.logIn(customer.email(), Shop.PASSWORD));
        key = Inside.signingKey(forge.keyId());
        tokens.putAll(forge.withOurKey(key));
        tokens.putAll(forge.withoutOurKey(BadTokensIT.publicKey(forge.keyId())));
    }

    Set<String> names() {
        return tokens.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void whatIsWrongWithATokenIsSeenByEveryServiceItself(String name) {
        Api api = Api.anonymous().withHeader("Authorization", "Bearer " + tokens.get(name));
        requests.forEach((service, path) -> BadTokensIT.refused(ask(api.at(at(service)), path)));
    }

    /** Otherwise none of the refusals would mean anything. */
    @Test
    void theForgeMakesGoodTokensWhenItWantsTo() throws Exception {
        Api api = Api.anonymous().withToken(forge.good(key));
        api.get("/api/v1/profile").expect(200);
        api.at(at("users")).get("/api/v1/profile").expect(200);
        api.at(at("orders")).get("/api/v1/orders").expect(200);
        api.at(at("payments")).get(requests.get("payments")).expectProblem(404, "NOT_FOUND");
        ask(api.at(at("catalog")), requests.get("catalog")).expectProblem(403, "FORBIDDEN");
    }

    private static Answer ask(Api api, String path) {
        return path.startsWith("/internal") ? api.send("POST", path, "{}") : api.get(path);
    }

    /** The gateway has no endpoints on its own port but those of its health. */
    private static URI at(String service) {
        return service.equals("gateway") ? Deployment.get().url() : Inside.portOf(service);
    }
}
