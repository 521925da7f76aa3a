package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

/**
 * Two client libraries that know nothing of Tradepost find out everything by themselves: Nimbus' OAuth 2.0 SDK as the client, jose4j
 * as somebody who is shown a token. And what ends a session ends it everywhere within 30 s.
 */
@Tag("deployment")
class OAuthIT {

    private static final Duration EVERYWHERE = Duration.ofSeconds(30);
    private static final ClientID SHOP = new ClientID("tradepost");

    private static OIDCProviderMetadata provider;

    @BeforeAll
    static void discover() throws Exception {
        provider =
                OIDCProviderMetadata.resolve(new Issuer(Deployment.get().url().toString()));
    }

    @Test
    void bothMetadataDocumentsSayTheSame() throws Exception {
        var server = AuthorizationServerMetadata.resolve(provider.getIssuer());
        assertThat(server.getTokenEndpointURI()).isEqualTo(provider.getTokenEndpointURI());
        assertThat(server.getJWKSetURI()).isEqualTo(provider.getJWKSetURI());
        assertThat(Api.anonymous().get("/oauth2/jwks").expect(200).body().path("keys"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aPartnersClientIsGrantedWhatItMayDoAndNoMore() throws Exception {
        Answer partner = partner();
        ClientID id = new ClientID(partner.text("id"));
        Secret secret = new Secret(partner.text("clientSecret"));
        Tokens tokens = granted(new TokenRequest(
                provider.getTokenEndpointURI(),
                new ClientSecretBasic(id, secret),
                new ClientCredentialsGrant(),
                new Scope("order:read")));
        JwtClaims claims = claims(tokens.getAccessToken().getValue());
        assertThat(claims.getStringListClaimValue("permissions")).containsExactly("order:read");
        assertThat(claims.getStringClaimValue("client_id")).isEqualTo(id.getValue());
        assertThat(claims.getJwtId()).isNotBlank();
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isBetween(1L, 900L);
        Api api = Api.anonymous().withToken(tokens.getAccessToken().getValue());
        api.get("/api/v1/orders").expect(200);
        api.withNewKey().post("/api/v1/orders", Shop.order("tok_ok", "ANY", 1)).expectProblem(403, "FORBIDDEN");

        assertThat(refused(new TokenRequest(
                        provider.getTokenEndpointURI(),
                        new ClientSecretPost(id, new Secret("wrong")),
                        new ClientCredentialsGrant(),
                        null)))
                .isEqualTo("invalid_client");
        assertThat(refused(new TokenRequest(
                        provider.getTokenEndpointURI(),
                        new ClientSecretPost(id, secret),
                        new ClientCredentialsGrant(),
                        new Scope("user:admin"))))
                .isEqualTo("invalid_scope");

        Shop.admin().delete("/api/v1/admin/clients/" + id).expect(204);
        assertThat(refused(new TokenRequest(
                        provider.getTokenEndpointURI(),
                        new ClientSecretBasic(id, secret),
                        new ClientCredentialsGrant(),
                        null)))
                .isEqualTo("invalid_client");
        endsEverywhere(api);
    }

    @Test
    void aRefreshTokenServesOnceAndItsReuseEndsTheSession() throws Exception {
        Customer customer = Shop.customer();
        Answer login = logIn(customer);
        assertThat(claims(login.text("accessToken")).getSubject()).isEqualTo(customer.id());
        String first = login.text("refreshToken");
        Tokens prolonged = granted(refresh(first));
        Api api = Api.anonymous().withToken(prolonged.getAccessToken().getValue());
        api.get("/api/v1/profile").expect(200);
        assertThat(refused(refresh(first))).isEqualTo("invalid_grant");
        assertThat(refused(refresh(prolonged.getRefreshToken().getValue()))).isEqualTo("invalid_grant");
        endsEverywhere(api);
    }

    @Test
    void aTokenThatIsGivenBackEndsItsSession() throws Exception {
        Answer login = logIn(Shop.customer());
        var revocation = new TokenRevocationRequest(
                provider.getRevocationEndpointURI(), SHOP, new RefreshToken(login.text("refreshToken")));
        assertThat(revocation.toHTTPRequest().send().getStatusCode()).isEqualTo(200);
        assertThat(refused(refresh(login.text("refreshToken")))).isEqualTo("invalid_grant");
        endsEverywhere(Api.anonymous().withToken(login.text("accessToken")));
    }

    @Test
    void logoutAndSuspensionEndWhatWasIssuedBefore() {
        Customer customer = Shop.customer();
        Api leaving = Api.anonymous().withToken(logIn(customer).text("accessToken"));
        leaving.post("/api/v1/logout", null).expect(204);
        endsEverywhere(leaving);
        String tag = customer.api().get("/api/v1/profile").expect(200).header("ETag");
        Shop.admin()
                .withHeader("If-Match", tag)
                .patch("/api/v1/admin/users/" + customer.id(), Map.of("status", "SUSPENDED"))
                .expect(200);
        endsEverywhere(customer.api());
    }

    @Test
    void theKeysTakeTurnsAndTokensOfBothHold() throws Exception {
        Customer customer = Shop.customer();
        String before = logIn(customer).text("accessToken");
        Shop.admin().post("/api/v1/admin/signing-keys/rotation", null);
        String after = logIn(customer).text("accessToken");
        for (String token : List.of(before, after)) {
            assertThat(claims(token).getSubject()).isEqualTo(customer.id());
            Api.anonymous().withToken(token).get("/api/v1/orders").expect(200);
        }
    }

    /** One endpoint each of users, orders and payments. */
    private static void endsEverywhere(Api api) {
        Instant ended = Instant.now();
        for (String path :
                List.of("/api/v1/profile", "/api/v1/orders", "/api/v1/payments/00000000-0000-7000-8000-000000000000")) {
            Eventually.holds(path + " refuses the token", () -> api.get(path).status() == 401);
        }
        assertThat(Duration.between(ended, Instant.now())).isLessThan(EVERYWHERE);
    }

    private static Answer partner() {
        return Shop.admin()
                .post(
                        "/api/v1/admin/clients",
                        Map.of("name", "a partner", "permissions", Set.of("order:read", "order:write")))
                .expect(201);
    }

    private static Answer logIn(Customer customer) {
        return Api.anonymous()
                .post("/api/v1/login", Map.of("email", customer.email(), "password", Shop.PASSWORD))
                .expect(200);
    }

    private static TokenRequest refresh(String token) {
        AuthorizationGrant grant = new RefreshTokenGrant(new RefreshToken(token));
        return new TokenRequest(provider.getTokenEndpointURI(), SHOP, grant, null);
    }

    private static Tokens granted(TokenRequest request) throws Exception {
        TokenResponse response = TokenResponse.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess())
                .as("%s", response.toHTTPResponse().getBody())
                .isTrue();
        return response.toSuccessResponse().getTokens();
    }

    private static String refused(TokenRequest request) throws Exception {
        TokenResponse response = TokenResponse.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess()).isFalse();
        return response.toErrorResponse().getErrorObject().getCode();
    }

    /** As somebody who trusts the issuer's published keys only. */
    private static JwtClaims claims(String token) throws Exception {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(
                        new HttpsJwks(provider.getJWKSetURI().toString())))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "RS256"))
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(provider.getIssuer().getValue())
                .setExpectedAudience("tradepost")
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireJwtId()
                .build()
                .processToClaims(token);
    }
}
