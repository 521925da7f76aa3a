package org.tradepost.shared.containerkit;

import com.nimbusds.jose.JOSEException;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.shared.identity.LocalTrust;
import org.tradepost.shared.identity.RevokedIds;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.identity.VerificationKeys;

/** Takes the place of the users service in a test inside the container: issues access tokens and revokes sessions. */
@ApplicationScoped
public class TestTrust implements LocalTrust, VerificationKeys {

    private static final String KEY_ID = "of-a-test";
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private RSAKey key;

    /** A token for somebody with these permissions, whose session has the user's id. */
    public String tokenOf(UUID user, String... permissions) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(KEY_ID)
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://tradepost.local")
                        .audience(TokenVerifier.AUDIENCE)
                        .subject(user.toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(900)))
                        .claim("client_id", "tradepost")
                        .claim("sid", user.toString())
                        .claim("roles", List.of("customer"))
                        .claim("permissions", List.of(permissions))
                        .build());
        try {
            token.sign(new RSASSASigner(key()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    public void revokeSessionOf(UUID user) {
        revoked.add(user.toString());
    }

    @Override
    public VerificationKeys keys() {
        return this;
    }

    @Override
    public RevokedIds revoked() {
        return new RevokedIds(revoked, Set.of());
    }

    @Override
    public Optional<JWSVerifier> find(String keyId) {
        try {
            return KEY_ID.equals(keyId) ? Optional.of(new RSASSAVerifier(key().toRSAPublicKey())) : Optional.empty();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Refresh refresh() {
        return Refresh.DONE;
    }

    private synchronized RSAKey key() throws JOSEException {
        if (key == null) {
            key = new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
        }
        return key;
    }
}
