package org.tradepost.users.authentication.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.Grant;

/** Issues access tokens: JWTs in the profile of RFC 9068, signed with RS256. */
@ApplicationScoped
public class AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    @Inject
    SigningKeys keys;

    @Inject
    @ConfigProperty(name = "tradepost.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "tradepost.users.token.lifetime-seconds")
    long lifetimeSeconds;

    /** A token for somebody who has just proved who they are. */
    public AccessToken issue(UserId user, Collection<Role> roles) {
        return issue(Grant.toUser(user, roles));
    }

    /** A token that says what the grant says, and lives for at most 15 minutes. */
    public AccessToken issue(Grant grant) {
        Instant now = Instant.now();
        long seconds = Math.min(lifetimeSeconds, grant.longest().toSeconds());
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(TokenVerifier.AUDIENCE)
                .subject(grant.subject())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .claim("client_id", grant.clientId())
                .claim("roles", grant.roles())
                .claim("permissions", grant.permissions());
        if (grant.sessionId() != null) {
            claims.claim("sid", grant.sessionId());
        }
        if (grant.authenticatedAt() != null) {
            claims.claim("auth_time", grant.authenticatedAt().getEpochSecond());
        }
        SignedJWT token = signed(claims.build());
        return new AccessToken(token.serialize(), Duration.ofSeconds(seconds));
    }

    private SignedJWT signed(JWTClaimsSet claims) {
        SigningKeys.Signing signing = keys.signing();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(signing.keyId())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signing.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("the access token cannot be signed", e);
        }
        return token;
    }

    /** {@code iss} of every token, and the issuer in the metadata. */
    public String issuer() {
        return issuer;
    }
}
