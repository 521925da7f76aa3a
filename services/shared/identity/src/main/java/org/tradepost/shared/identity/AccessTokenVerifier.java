package org.tradepost.shared.identity;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.tradepost.shared.identity.TokenVerifier.Verdict;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The {@link TokenVerifier} of this service, with the issuers and keys that are configured. */
@ApplicationScoped
public class AccessTokenVerifier {

    @Inject
    Config config;

    @Inject
    Instance<LocalTrust> local;

    @Inject
    ServiceCredentials credentials;

    private TokenVerifier verifier;
    private Revocations revocations;

    @PostConstruct
    void open() {
        TrustSettings settings = TrustSettings.from(name -> config.getOptionalValue(name, String.class));
        if (local.isResolvable()) {
            LocalTrust own = local.get();
            verifier = settings.verifier(own.keys(), caller -> own.revoked().contain(caller));
        } else {
            URI users = config.getValue("tradepost.users.url", URI.class);
            revocations = new Revocations(users, credentials.tokens());
            Predicate<Caller> revoked = revocations;
            verifier = settings.verifier(RemoteKeys.at(URI.create(users + "/oauth2/jwks")), revoked);
        }
    }

    /** Makes it as the application starts, so that keys and revocations are there before the first request. */
    @ApplicationScoped
    public static class Early {

        /** The gateway, which is no such service, has a verifier of its own. */
        void onStartup(@Observes Startup event, Config config, Instance<AccessTokenVerifier> verifier) {
            if (config.getOptionalValue("tradepost.service.name", String.class).isPresent()) {
                verifier.get().requireOpen();
            }
        }
    }

    void requireOpen() {
        if (verifier == null) {
            throw new IllegalStateException("access tokens cannot be verified");
        }
    }

    @PreDestroy
    void close() {
        verifier.close();
        if (revocations != null) {
            revocations.close();
        }
    }

    /**
     * @throws ProblemException 401 for a token that is not ours or no longer valid, 503 when the keys cannot be had
     */
    public Caller verify(String token) {
        return caller(verifier.checkPatiently(token));
    }

    static Caller caller(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Trusted trusted -> trusted.caller();
            case Verdict.Refused refused ->
                throw new ProblemException(CommonError.UNAUTHORIZED, "The access token is not valid");
            case Verdict.KeyUnknown unknown -> throw unavailable();
            case Verdict.Undecided undecided -> throw unavailable();
        };
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonError.SERVICE_UNAVAILABLE, "Access tokens cannot be checked at the moment")
                .header("Retry-After", "2");
    }
}
