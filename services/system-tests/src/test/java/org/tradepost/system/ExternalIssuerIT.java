package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings alone make the orders service believe another issuer, whose tokens look as Keycloak makes them. */
@Tag("recovery")
class ExternalIssuerIT {

    private static final String SERVER = "orders";
    private static final String AUDIENCE = "shop-api";
    private static final String ORDERS = "/api/v1/orders";

    private static HttpServer http;
    private static String issuer;
    private static RSAKey key;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("of-the-other").generate();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + http.getAddress().getPort() + "/realms/shop";
        answer(
                "/realms/shop/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/certs\"}");
        answer("/realms/shop/certs", new JWKSet(key.toPublicJWK()).toString());
        http.start();
        Deployment.get()
                .platform()
                .restart(
                        SERVER,
                        Map.of(
                                "TRADEPOST_EXTERNAL_ISSUER", issuer,
                                "TRADEPOST_EXTERNAL_AUDIENCE", AUDIENCE,
                                "TRADEPOST_EXTERNAL_ROLES_CLAIM", "realm_access.roles"));
    }

    @AfterAll
    static void stop() {
        Deployment.get().platform().restart(SERVER, Map.of());
        http.stop(0);
    }

    @Test
    void whoHasARoleOfOursMayDoWhatItPermits() throws Exception {
        Api api = Api.anonymous().withToken(token(key, issuer, AUDIENCE, "user"));
        Answer own = Eventually.answer(() -> api.get(ORDERS), answer -> answer.status() == 200);
        assertThat(own.body().path("items")).isEmpty();
        api.get("/api/v1/reports/sales").expectProblem(403, "FORBIDDEN");
        Api.anonymous()
                .withToken(token(key, issuer, AUDIENCE, "warehouse"))
                .get(ORDERS)
                .expectProblem(403, "FORBIDDEN");
    }

    @Test
    void ourOwnTokensAreStillGood() {
        Shop.customer().api().get(ORDERS).expect(200);
    }

    @Test
    void whatTheOtherDidNotSignForUsIsRefused() throws Exception {
        RSAKey forged = new RSAKeyGenerator(2048).keyID("of-the-other").generate();
        refused(token(forged, issuer, AUDIENCE, "user"));
        refused(token(key, issuer, "another-api", "user"));
        refused(token(key, issuer + "/", AUDIENCE, "user"));
        refused(token(key, "https://tradepost.local", "tradepost", "admin"));
    }

    private static void refused(String token) {
        Api.anonymous().withToken(token).get(ORDERS).expectProblem(401, "UNAUTHORIZED");
    }

    private static String token(RSAKey signer, String from, String audience, String role) throws Exception {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(signer.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(from)
                        .audience(audience)
                        .subject("f3b1c7")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("azp", "shop")
                        .claim("realm_access", Map.of("roles", List.of(role, "offline_access")))
                        .build());
        token.sign(new RSASSASigner(signer));
        return token.serialize();
    }

    private static void answer(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        http.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
