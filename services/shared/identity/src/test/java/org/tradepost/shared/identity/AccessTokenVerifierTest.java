package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class AccessTokenVerifierTest {

    private static final String ISSUER = "https://tradepost.local";
    private static final UUID USER = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    private static RSAKey key;
    private static RSAKey foreignKey;
    private static TokenVerifier verifier;

    @BeforeAll
    static void keys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        foreignKey = new RSAKeyGenerator(2048).keyID("k1").generate();
        verifier =
                new TokenVerifier(List.of(TrustedIssuer.ours(ISSUER, "tradepost", KnownKeys.of(key))), caller -> false);
    }

    @Test
    void acceptsOurOwnToken() throws JOSEException {
        Caller caller = verify(signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c));
        assertThat(caller.userId()).isEqualTo(USER);
        assertThat(caller.has("order:read")).isTrue();
        assertThat(caller.isAdmin()).isFalse();
    }

    @Test
    void acceptsATokenThatExpiredWithinTheClockSkew() throws JOSEException {
        assertThat(verify(signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c.expirationTime(at(-20)))))
                .isNotNull();
    }

    @Test
    void refusesAnExpiredToken() throws JOSEException {
        refuse(signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c.expirationTime(at(-40))));
    }

    @Test
    void refusesAForeignSignature() throws JOSEException {
        refuse(signed(foreignKey, JWSAlgorithm.RS256, "at+jwt", c -> c));
    }

    @Test
    void refusesAnUnsignedToken() {
        refuse(new PlainJWT(claims(c -> c)).serialize());
    }

    @Test
    void refusesATokenSignedWithThePublicKeyAsHmacSecret() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID("k1")
                .type(new JOSEObjectType("at+jwt"))
                .build();
        SignedJWT token = new SignedJWT(header, claims(c -> c));
        token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        refuse(token.serialize());
    }

    @Test
    void refusesAnotherAlgorithmOfTheSameKey() throws JOSEException {
        refuse(signed(key, JWSAlgorithm.RS512, "at+jwt", c -> c));
        refuse(signed(key, JWSAlgorithm.PS256, "at+jwt", c -> c));
    }

    @Test
    void refusesAnotherTypeIssuerOrAudience() throws JOSEException {
        refuse(signed(key, JWSAlgorithm.RS256, "JWT", c -> c));
        refuse(signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c.issuer("https://elsewhere.example")));
        refuse(signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c.audience("somebody-else")));
    }

    @Test
    void refusesATamperedPayloadAndRubbish() throws JOSEException {
        String token = signed(key, JWSAlgorithm.RS256, "at+jwt", c -> c);
        String[] parts = token.split("\\.");
        String admin = new PlainJWT(claims(c -> c.claim("roles", List.of("admin"))))
                .serialize()
                .split("\\.")[1];
        refuse(parts[0] + "." + admin + "." + parts[2]);
        refuse("rubbish");
        refuse("");
    }

    private static Caller verify(String token) {
        return AccessTokenVerifier.caller(verifier.checkPatiently(token));
    }

    private static void refuse(String token) {
        assertThatThrownBy(() -> verify(token))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.UNAUTHORIZED));
    }

    private static String signed(
            RSAKey with, JWSAlgorithm algorithm, String type, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID("k1")
                .type(new JOSEObjectType(type))
                .build();
        SignedJWT token = new SignedJWT(header, claims(change));
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("tradepost")
                        .subject(USER.toString())
                        .jwtID("j")
                        .issueTime(at(0))
                        .expirationTime(at(900))
                        .claim("roles", List.of("user"))
                        .claim("client_id", "tradepost")
                        .claim("permissions", List.of("order:read", "order:write")))
                .build();
    }

    private static Date at(long secondsFromNow) {
        return Date.from(Instant.now().plusSeconds(secondsFromNow));
    }
}
