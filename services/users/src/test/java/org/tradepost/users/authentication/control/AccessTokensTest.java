package org.tradepost.users.authentication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.SigningKey;
import org.tradepost.users.authentication.entity.SigningKey.State;

/** Tokens as any service checks them: with the published keys, RS256 only. */
class AccessTokensTest {

    private static final String ISSUER = "https://tradepost.test";
    private static final UserId ADA = new UserId(UUID.fromString("019a2f6e-7c1b-7a55-9d3e-0b7c1f2a3d4e"));

    private final SigningKeys keys = keys(newKey());
    private final AccessTokens tokens = tokens(keys, 900);

    @Test
    void aTokenSaysWhoMayDoWhatAndForHowLong() throws Exception {
        AccessToken issued = tokens.issue(ADA, List.of(Role.USER));
        SignedJWT token = SignedJWT.parse(issued.value());
        JWTClaimsSet claims = check(issued.value());

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(token.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getAudience()).containsExactly("tradepost");
        assertThat(claims.getSubject()).isEqualTo(ADA.toString());
        assertThat(claims.getStringClaim("client_id")).isEqualTo("tradepost");
        assertThat(claims.getStringListClaim("roles")).containsExactly("user");
        assertThat(claims.getStringListClaim("permissions"))
                .containsExactly("credential:manage", "order:read", "order:write", "user:read", "user:write");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(900_000);
        assertThat(issued.toString()).doesNotContain(issued.value());
    }

    @Test
    void noTwoTokensHaveTheSameId() throws Exception {
        String first = check(tokens.issue(ADA, List.of(Role.USER)).value()).getJWTID();
        String second = check(tokens.issue(ADA, List.of(Role.USER)).value()).getJWTID();
        assertThat(first).isNotNull().isNotEqualTo(second);
    }

    @Test
    void anExpiredTokenIsRefused() {
        AccessToken expired = tokens(keys, -120).issue(ADA, List.of(Role.ADMIN));
        assertThatThrownBy(() -> check(expired.value())).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() {
        AccessToken foreign = tokens(keys(newKey()), 900).issue(ADA, List.of(Role.ADMIN));
        assertThatThrownBy(() -> check(foreign.value())).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASharedSecretIsRefused() throws Exception {
        SignedJWT genuine =
                SignedJWT.parse(tokens.issue(ADA, List.of(Role.ADMIN)).value());
        RSAKey published = (RSAKey) keys.published().getKeys().get(0);
        SignedJWT swapped = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(genuine.getHeader().getType())
                        .keyID(published.getKeyID())
                        .build(),
                genuine.getJWTClaimsSet());
        swapped.sign(new MACSigner(published.toRSAPublicKey().getEncoded()));
        assertThatThrownBy(() -> check(swapped.serialize())).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void anUnsignedTokenIsRefused() throws Exception {
        SignedJWT genuine =
                SignedJWT.parse(tokens.issue(ADA, List.of(Role.ADMIN)).value());
        String unsigned = new PlainJWT(genuine.getJWTClaimsSet()).serialize();
        assertThatThrownBy(() -> check(unsigned)).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void onlyPublicHalvesArePublishedAndOlderKeysStayAmongThem() throws Exception {
        RSAKey older = newKey();
        RSAKey newer = newKey();
        SigningKeys rotated = keys(newer, older);
        JWKSet published = rotated.published();

        assertThat(published.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
        SignedJWT token = SignedJWT.parse(
                tokens(rotated, 900).issue(ADA, List.of(Role.USER)).value());
        assertThat(token.getHeader().getKeyID()).isEqualTo(newer.getKeyID());
        assertThat(token.verify(new RSASSAVerifier(newer.toRSAPublicKey()))).isTrue();
    }

    private JWTClaimsSet check(String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys.published())));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "tradepost", new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("sub", "exp", "jti")));
        return processor.process(token, null);
    }

    private static AccessTokens tokens(SigningKeys keys, long lifetimeSeconds) {
        AccessTokens tokens = new AccessTokens();
        tokens.keys = keys;
        tokens.issuer = ISSUER;
        tokens.lifetimeSeconds = lifetimeSeconds;
        return tokens;
    }

    private static SigningKeys keys(RSAKey... stored) {
        SigningKeys keys = new SigningKeys();
        keys.store = new SigningKeyStore() {
            @Override
            public List<SigningKey> loadOrCreate() {
                Instant longAgo = Instant.now().minusSeconds(3600);
                List<SigningKey> all = new ArrayList<>();
                for (RSAKey key : stored) {
                    State state = all.isEmpty() ? State.CURRENT : State.RETIRED;
                    all.add(new SigningKey(key, state, longAgo, longAgo));
                }
                return all;
            }
        };
        return keys;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
