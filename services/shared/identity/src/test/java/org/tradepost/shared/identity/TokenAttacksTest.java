package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.identity.TokenVerifier.Verdict;
import org.tradepost.shared.identity.VerificationKeys.Refresh;

/** Tokens that only whoever has the key can make, which must be refused all the same, and what keys have to do with it. */
class TokenAttacksTest {

    private static final String ISSUER = "https://tradepost.test";
    private static RSAKey key;
    private static RSAKey other;

    private final KnownKeys keys = KnownKeys.of(key);
    private final AtomicBoolean revoked = new AtomicBoolean();
    private final TokenVerifier verifier = verifier(keys);

    @BeforeAll
    static void keys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        other = new RSAKeyGenerator(2048).keyID("k2").generate();
    }

    @Test
    void aTokenIsAccepted() throws Exception {
        Caller caller = trusted(verifier, signed(payload("")));
        assertThat(caller.clientId()).isEqualTo("tradepost");
        assertThat(caller.sessionId()).isEqualTo("s1");
        assertThat(caller.hasAccount()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"roles\":[\"admin\"]",
                ",\"sub\":\"01890a5d-ac96-774b-bcce-b302099a8058\"",
                ",\"exp\":9999999999",
                ",\"extra\":{\"a\":1,\"a\":2}"
            })
    void noClaimMayComeTwice(String again) throws Exception {
        refused(signed(payload(again)));
    }

    @Test
    void aHeaderMemberThatComesTwiceIsRefused() throws Exception {
        refused(signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"kid\":\"k1\"}", payload("")));
    }

    @Test
    void aTokenThatIsNotValidYetIsRefused() throws Exception {
        refused(signed(payload(",\"nbf\":" + at(60))));
        refused(signed(payload("").replace("\"iat\":" + at(0), "\"iat\":" + at(300))));
        assertThat(verifier.check(signed(payload(",\"nbf\":" + at(20))))).isInstanceOf(Verdict.Trusted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../../etc/passwd", "k1' OR '1'='1", "http://attacker.example/keys", "k1\\u0000", "K1", ""
            })
    void aStrangeKeyIdIsLookedUpAmongTheKnownOnesOnly(String keyId) throws Exception {
        String token = signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}", payload(""));
        assertThat(verifier.checkPatiently(token)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jku\":\"https://attacker.example/keys\"",
                "\"x5u\":\"https://attacker.example/cert\"",
                "\"crit\":[\"exp\"]",
                "\"b64\":false,\"crit\":[\"b64\"]",
                "\"alg\":\"none\""
            })
    void whatTheHeaderSaysAboutKeysIsNotBelieved(String member) throws Exception {
        String header = "{" + (member.startsWith("\"alg\"") ? "" : "\"alg\":\"RS256\",")
                + "\"typ\":\"at+jwt\",\"kid\":\"k2\"," + member + "}";
        JWSHeader signing = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
        Base64URL first = Base64URL.encode(header);
        Base64URL second = Base64URL.encode(payload(""));
        Base64URL signature =
                new RSASSASigner(other).sign(signing, (first + "." + second).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.checkPatiently(first + "." + second + "." + signature))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aKeyInTheHeaderIsNotBelieved() throws Exception {
        refused(signed(
                other,
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"jwk\":" + other.toPublicJWK() + "}",
                payload("")));
    }

    @Test
    void anOversizedTokenIsRefusedUnread() throws Exception {
        refused(signed(payload(",\"extra\":\"" + "x".repeat(8192) + "\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iat", "jti", "client_id", "roles", "permissions", "aud", "iss"})
    void everyClaimIsNeeded(String claim) throws Exception {
        refused(signed(payload("").replace("\"" + claim + "\"", "\"x\"")));
    }

    @Test
    void aRememberedTokenIsRefusedAsSoonAsItsSessionIsRevoked() throws Exception {
        String token = signed(payload(""));
        trusted(verifier, token);
        revoked.set(true);
        refused(token);
        revoked.set(false);
        trusted(verifier, token);
    }

    @Test
    void aClientsOwnTokenNamesNoUser() throws Exception {
        Caller caller = trusted(
                verifier,
                signed(payload("")
                        .replace("01890a5d-ac96-774b-bcce-b302099a8057", "service-orders")
                        .replace("\"client_id\":\"tradepost\"", "\"client_id\":\"service-orders\"")));
        assertThat(caller.hasAccount()).isFalse();
        assertThat(caller.userId().version()).isEqualTo(3);
    }

    @Test
    void anUnknownKeyIsFetchedOnce() throws Exception {
        KnownKeys later = KnownKeys.whenAsked(Refresh.DONE, key);
        TokenVerifier patient = verifier(later);
        String token = signed(payload(""));
        assertThat(patient.check(token)).isInstanceOf(Verdict.KeyUnknown.class);
        assertThat(patient.checkPatiently(token)).isInstanceOf(Verdict.Trusted.class);
        assertThat(later.refreshes).isEqualTo(1);
    }

    @Test
    void withTheIssuerAwayAnUnknownKeyIsNotARefusal() throws Exception {
        assertThat(verifier(KnownKeys.whenAsked(Refresh.UNAVAILABLE, key)).checkPatiently(signed(payload(""))))
                .isInstanceOf(Verdict.Undecided.class);
        assertThat(verifier(KnownKeys.whenAsked(Refresh.TOO_SOON, key)).checkPatiently(signed(payload(""))))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void revocationGoesBySessionAndByClient() {
        Caller caller = new Caller(UUID.randomUUID(), Set.of(), Set.of(), "partner-1", "s1");
        assertThat(new RevokedIds(Set.of("s1"), Set.of()).contain(caller)).isTrue();
        assertThat(new RevokedIds(Set.of(), Set.of("partner-1")).contain(caller))
                .isTrue();
        assertThat(new RevokedIds(Set.of("s2"), Set.of("partner-2")).contain(caller))
                .isFalse();
    }

    @Test
    void anExternalIssuersRolesAreMappedAndItsSubjectsAreNobodyOfOurs() throws Exception {
        TrustSettings settings = TrustSettings.from(name -> java.util.Optional.ofNullable(Map.of(
                        "tradepost.issuer", "https://own.example",
                        "tradepost.external.issuer", ISSUER,
                        "tradepost.external.audience", "shop",
                        "tradepost.external.jwks-url", "http://127.0.0.1:1/jwks",
                        "tradepost.external.roles-claim", "realm_access.roles")
                .get(name)));
        assertThat(settings.external().orElseThrow().jwksUrl()).contains(URI.create("http://127.0.0.1:1/jwks"));
        TokenVerifier external = new TokenVerifier(
                List.of(TrustedIssuer.external(ISSUER, "shop", keys, "realm_access.roles")), caller -> false);
        String claims = "{\"iss\":\"" + ISSUER + "\",\"aud\":[\"account\",\"shop\"],\"exp\":" + at(300)
                + ",\"sub\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"azp\":\"spa\","
                + "\"realm_access\":{\"roles\":[\"user\",\"offline_access\"]}}";
        Caller caller = trusted(external, signed("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}", claims));
        assertThat(caller.roles()).containsExactly("user");
        assertThat(caller.has(Permissions.ORDER_WRITE)).isTrue();
        assertThat(caller.hasAccount()).isFalse();
        assertThat(caller.userId()).isNotEqualTo(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
        assertThat(external.check(signed(payload("")))).isInstanceOf(Verdict.Refused.class);
    }

    private TokenVerifier verifier(VerificationKeys with) {
        return new TokenVerifier(List.of(TrustedIssuer.ours(ISSUER, "tradepost", with)), caller -> revoked.get());
    }

    private void refused(String token) {
        assertThat(verifier.checkPatiently(token)).isInstanceOf(Verdict.Refused.class);
    }

    private static Caller trusted(TokenVerifier verifier, String token) {
        assertThat(verifier.check(token)).isInstanceOf(Verdict.Trusted.class);
        return ((Verdict.Trusted) verifier.check(token)).caller();
    }

    private static String payload(String more) {
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"tradepost\",\"sub\":\"01890a5d-ac96-774b-bcce-b302099a8057\","
                + "\"jti\":\"j\",\"iat\":" + at(0) + ",\"exp\":" + at(900)
                + ",\"client_id\":\"tradepost\",\"sid\":\"s1\","
                + "\"roles\":[\"user\"],\"permissions\":[\"order:read\"]" + more + "}";
    }

    private static final long NOW = Instant.now().getEpochSecond();

    private static long at(long secondsFromNow) {
        return NOW + secondsFromNow;
    }

    private static String signed(String payload) throws Exception {
        return signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}", payload);
    }

    private static String signed(String header, String payload) throws Exception {
        return signed(key, header, payload);
    }

    private static String signed(RSAKey with, String header, String payload) throws Exception {
        Base64URL first = Base64URL.encode(header);
        Base64URL second = Base64URL.encode(payload);
        Base64URL signature = new RSASSASigner(with)
                .sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).build(),
                        (first + "." + second).getBytes(StandardCharsets.US_ASCII));
        return first + "." + second + "." + signature;
    }
}
