package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradepost.system.Shop.Customer;

/**
 * Tokens that nobody should believe, at each service. A token that our own key signed and that has expired cannot be made from
 * outside; unit tests of the verifier cover it.
 */
@Tag("deployment")
@TestInstance(Lifecycle.PER_CLASS)
class BadTokensIT {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, String> authorizations = new LinkedHashMap<>();
    private Customer customer;
    private String sku;
    private SignedJWT genuine;

    @BeforeAll
    void forgeTokens() throws Exception {
        customer = Shop.customer();
        sku = Shop.product(500, 10);
        String token = Shop.logIn(customer.email(), Shop.PASSWORD);
        genuine = SignedJWT.parse(token);
        RSAKey ours = (RSAKey) JWKSet.parse(
                        Api.anonymous().get("/oauth2/jwks").expect(200).body().toString())
                .getKeyByKeyId(genuine.getHeader().getKeyID());
        RSAKey foreign = new RSAKeyGenerator(2048).keyID(ours.getKeyID()).generate();
        JWTClaimsSet claims = genuine.getJWTClaimsSet();
        String[] parts = token.split("\\.");

        authorizations.put("garbage", "Bearer not.a.token");
        authorizations.put("empty", "Bearer ");
        authorizations.put("Basic", "Basic " + URL.encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)));
        authorizations.put("foreign key", bearer(signed(foreign, claims)));
        authorizations.put("foreign key it brings itself", bearer(withEmbeddedKey(foreign, claims)));
        authorizations.put("foreign and expired", bearer(signed(foreign, expired(claims))));
        authorizations.put("genuine signature, life prolonged", bearer(tampered(parts, "\"exp\":", "\"exp\":9")));
        authorizations.put("genuine signature, role changed", bearer(tampered(parts, "[\"user\"]", "[\"admin\"]")));
        authorizations.put("cut signature", bearer(token.substring(0, token.length() - 8)));
        authorizations.put("no signature", bearer(parts[0] + "." + parts[1] + "."));
        authorizations.put("alg none", bearer(unsigned("none", parts[1])));
        authorizations.put("alg nOnE", bearer(unsigned("nOnE", parts[1])));
        byte[] publicKey = ours.toRSAPublicKey().getEncoded();
        authorizations.put("HS256 under our public key", bearer(macced(ours.getKeyID(), claims, publicKey)));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        authorizations.put(
                "HS256 under our public key as PEM",
                bearer(macced(ours.getKeyID(), claims, pem.getBytes(StandardCharsets.US_ASCII))));
    }

    List<String> names() {
        return List.of(
                "none at all",
                "garbage",
                "empty",
                "Basic",
                "foreign key",
                "foreign key it brings itself",
                "foreign and expired",
                "genuine signature, life prolonged",
                "genuine signature, role changed",
                "cut signature",
                "no signature",
                "alg none",
                "alg nOnE",
                "HS256 under our public key",
                "HS256 under our public key as PEM");
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

    private static void refused(Answer answer) {
        answer.expectProblem(401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private JWSHeader.Builder header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keyId);
    }

    private String signed(RSAKey key, JWTClaimsSet claims) throws Exception {
        return sign(header(key.getKeyID()).build(), claims, new RSASSASigner(key));
    }

    private String withEmbeddedKey(RSAKey key, JWTClaimsSet claims) throws Exception {
        return sign(header(key.getKeyID()).jwk(key.toPublicJWK()).build(), claims, new RSASSASigner(key));
    }

    private String macced(String keyId, JWTClaimsSet claims, byte[] secret) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keyId)
                .build();
        return sign(header, claims, new MACSigner(secret));
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet expired(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims)
                .expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                .build();
    }

    private String unsigned(String algorithm, String payload) {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\""
                + genuine.getHeader().getKeyID() + "\"}";
        return URL.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + payload + ".";
    }

    private static String tampered(String[] parts, String claim, String otherwise) {
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertThat(payload).contains(claim);
        byte[] changed = payload.replace(claim, otherwise).getBytes(StandardCharsets.UTF_8);
        return parts[0] + "." + URL.encodeToString(changed) + "." + parts[2];
    }
}
