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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.entity.AccessToken;

/** Issues access tokens: JWTs in the profile of RFC 9068, signed with RS256. */
@ApplicationScoped
public class AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String TRADEPOST = "tradepost";

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
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(TRADEPOST)
                .subject(user.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(lifetimeSeconds)))
                .claim("client_id", TRADEPOST)
                .claim("roles", roles.stream().map(Role::roleName).sorted().toList())
                .claim("permissions", List.copyOf(Role.permissionsOf(roles)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(keys.currentKeyId())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(keys.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("the access token cannot be signed", e);
        }
        return new AccessToken(token.serialize(), Duration.ofSeconds(lifetimeSeconds));
    }
}
