package org.tradepost.shared.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Verifies access tokens as RFC 9068, section 4, and RFC 8725 ask: RS256 only whatever the token's header says, a key of our own
 * key set, the right type, issuer and audience, not expired (30 s of clock skew at most).
 */
@ApplicationScoped
public class AccessTokenVerifier {

    public static final String AUDIENCE = "tradepost";

    private static final int MAX_SKEW_SECONDS = 30;
    private static final int FETCH_TIMEOUT_MS = 3000;
    private static final int FETCH_LIMIT_BYTES = 65_536;
    private static final long KEYS_LIVE_MS = 300_000;
    private static final long REFRESH_TIMEOUT_MS = 5_000;

    @Inject
    @ConfigProperty(name = "tradepost.users.url")
    String usersUrl;

    @Inject
    @ConfigProperty(name = "tradepost.issuer", defaultValue = "https://tradepost.local")
    String issuer;

    private DefaultJWTProcessor<SecurityContext> processor;

    @PostConstruct
    void open() {
        try {
            var retriever = new DefaultResourceRetriever(FETCH_TIMEOUT_MS, FETCH_TIMEOUT_MS, FETCH_LIMIT_BYTES);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            URI.create(usersUrl + "/oauth2/jwks").toURL(), retriever)
                    .cache(KEYS_LIVE_MS, REFRESH_TIMEOUT_MS)
                    .retrying(true)
                    .outageTolerant(true)
                    .build();
            processor = processor(keys, issuer);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("tradepost.users.url is not a URL", e);
        }
    }

    static DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys, String issuer) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                AUDIENCE,
                new JWTClaimsSet.Builder().issuer(issuer).build(),
                Set.of("sub", "exp", "iat", "jti", "roles", "permissions"));
        claims.setMaxClockSkew(MAX_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /**
     * @throws ProblemException 401 for a token that is not ours or no longer valid, 503 when the keys cannot be had
     */
    public Caller verify(String token) {
        return verify(processor, token);
    }

    static Caller verify(DefaultJWTProcessor<SecurityContext> processor, String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new Caller(
                    UUID.fromString(claims.getSubject()), strings(claims, "roles"), strings(claims, "permissions"));
        } catch (KeySourceException e) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "Access tokens cannot be checked at the moment")
                    .header("Retry-After", "2");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw new ProblemException(CommonError.UNAUTHORIZED, "The access token is not valid");
        }
    }

    private static Set<String> strings(JWTClaimsSet claims, String name) throws ParseException {
        List<String> values = claims.getStringListClaim(name);
        return values == null ? Set.of() : new HashSet<>(values);
    }
}
