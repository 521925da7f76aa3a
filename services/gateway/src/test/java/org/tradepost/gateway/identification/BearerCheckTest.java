package org.tradepost.gateway.identification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.edge.boundary.Check.Outcome;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.identification.boundary.BearerCheck;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.identity.TrustedIssuer;
import org.tradepost.shared.identity.VerificationKeys;
import org.tradepost.shared.rest.Correlation;

class BearerCheckTest {

    private static final String ISSUER = "https://tradepost.test";
    private static final UUID ADA = UUID.fromString("019a2f6e-7c1b-7a55-9d3e-0b7c1f2a3d4e");
    private static RSAKey key;
    private static RSAKey stranger;

    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Exchange arriving = Exchange.arriving(
            "/api/v1/orders", new Entrance("192.0.2.1", "https", null), new Correlation("r", "t"), "00-t-s-01");
    private final Keys keys = new Keys(true);
    private boolean sessionEnded;
    private final BearerCheck check = new BearerCheck(
            new TokenVerifier(List.of(TrustedIssuer.ours(ISSUER, "tradepost", keys)), caller -> sessionEnded));

    /** What the issuer published, once somebody has asked. */
    private static final class Keys implements VerificationKeys {

        private boolean known;
        private boolean answering = true;
        private int refreshes;

        private Keys(boolean known) {
            this.known = known;
        }

        @Override
        public Optional<JWSVerifier> find(String keyId) {
            try {
                return known && keyId.equals("k1") ? Optional.of(new RSASSAVerifier(key)) : Optional.empty();
            } catch (com.nimbusds.jose.JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Refresh refresh() {
            refreshes++;
            known |= answering;
            return answering ? Refresh.DONE : Refresh.UNAVAILABLE;
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void aGoodTokenTellsWhoAsks(String scheme) throws Exception {
        headers.put("Authorization", scheme + token(key, 900));
        assertThat(passed().caller().userId()).isEqualTo(ADA);
    }

    @Test
    void aTokenThatIsNotGoodIsNobodyAndLeftToTheServiceToRefuse() throws Exception {
        for (String bad : List.of(token(stranger, 900), token(key, -60), token(key, 900) + "x", "x", "a.b.c", "")) {
            headers.put("Authorization", "Bearer " + bad);
            assertThat(passed()).isSameAs(arriving);
        }
        assertThat(keys.refreshes).isZero();
    }

    @Test
    void whoseSessionEndedIsNobodyAlsoWithATokenThatWasGoodBefore() throws Exception {
        headers.put("Authorization", "Bearer " + token(key, 900));
        assertThat(passed().caller()).isNotNull();
        sessionEnded = true;
        assertThat(passed()).isSameAs(arriving);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "DPoP ", "Bearer", ""})
    void anotherSchemeIsNobody(String scheme) throws Exception {
        headers.put("Authorization", scheme + token(key, 900));
        assertThat(passed()).isSameAs(arriving);
    }

    /** The request stub fails for anything but its header. */
    @Test
    void onlyTheHeaderIsLookedAtNeitherQueryNorCookie() {
        assertThat(passed()).isSameAs(arriving);
    }

    @Test
    void whoIsKnownAlreadyIsNotAskedAgain() throws Exception {
        headers.put("Authorization", "Bearer " + token(key, 900));
        Caller partner = new Caller(UUID.randomUUID(), Set.of(), Set.of(), "partner-1", null);
        Exchange known = arriving.by(partner, "Bearer of the key");
        assertThat(check.check(request(), known)).isEqualTo(new Outcome.Passed(known));
    }

    @Test
    void anUnknownKeyIsFetchedOnceAndAwayFromTheThread() throws Exception {
        keys.known = false;
        headers.put("Authorization", "Bearer " + token(key, 900));
        Outcome first = check.check(request(), arriving);
        assertThat(first).isInstanceOf(Outcome.Pending.class);
        assertThat(keys.refreshes).isZero();
        ((Outcome.Pending) first).work().run();
        assertThat(keys.refreshes).isEqualTo(1);
        assertThat(passed().caller().userId()).isEqualTo(ADA);
    }

    @Test
    void withTheIssuerAwayTheRequestGoesOnAsNobodys() throws Exception {
        keys.known = false;
        keys.answering = false;
        headers.put("Authorization", "Bearer " + token(key, 900));
        ((Outcome.Pending) check.check(request(), arriving)).work().run();
        assertThat(passed()).isSameAs(arriving);
        assertThat(keys.refreshes).isEqualTo(1);
    }

    private Exchange passed() {
        Outcome outcome = check.check(request(), arriving);
        assertThat(outcome).isInstanceOf(Outcome.Passed.class);
        return ((Outcome.Passed) outcome).exchange();
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(arguments[0]);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String token(RSAKey signer, long seconds) throws Exception {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("k1")
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("tradepost")
                        .subject(ADA.toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now.minusSeconds(120)))
                        .expirationTime(Date.from(now.plusSeconds(seconds)))
                        .claim("client_id", "tradepost")
                        .claim("roles", List.of("user"))
                        .claim("permissions", List.of("order:read"))
                        .build());
        token.sign(new RSASSASigner(signer));
        return token.serialize();
    }
}
