package org.tradepost.shared.identity;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whose tokens are accepted, from configuration: our own ({@code tradepost.issuer}) and those of one more issuer, if
 * {@code tradepost.external.issuer} is set.
 *
 * @param issuer {@code tradepost.issuer}
 * @param external the other issuer
 */
public record TrustSettings(String issuer, Optional<External> external) {

    /**
     * @param issuer {@code tradepost.external.issuer}
     * @param jwksUrl {@code tradepost.external.jwks-url}; by default the issuer's metadata say where its keys are
     * @param audience {@code tradepost.external.audience}
     * @param rolesClaim {@code tradepost.external.roles-claim}, a path; {@code roles} by default
     */
    public record External(String issuer, Optional<URI> jwksUrl, String audience, String rolesClaim) {

        TrustedIssuer trusted() {
            return TrustedIssuer.external(
                    issuer,
                    audience,
                    jwksUrl.map(RemoteKeys::at).orElseGet(() -> RemoteKeys.discovered(issuer)),
                    rolesClaim);
        }
    }

    private static final String DEFAULT_ISSUER = "https://tradepost.local";

    /** @throws IllegalStateException naming the setting that is missing or wrong */
    public static TrustSettings from(Function<String, Optional<String>> properties) {
        String own = set(properties, "tradepost.issuer").orElse(DEFAULT_ISSUER);
        Optional<External> external = set(properties, "tradepost.external.issuer")
                .map(issuer -> new External(
                        issuer,
                        set(properties, "tradepost.external.jwks-url").map(URI::create),
                        set(properties, "tradepost.external.audience")
                                .orElseThrow(() -> new IllegalStateException(
                                        "TRADEPOST_EXTERNAL_ISSUER needs TRADEPOST_EXTERNAL_AUDIENCE")),
                        set(properties, "tradepost.external.roles-claim").orElse("roles")));
        if (external.isPresent() && external.get().issuer().equals(own)) {
            throw new IllegalStateException("TRADEPOST_EXTERNAL_ISSUER must not be TRADEPOST_ISSUER");
        }
        return new TrustSettings(own, external);
    }

    /** Starts fetching the keys of the other issuer, if there is one. */
    public TokenVerifier verifier(VerificationKeys ownKeys, Predicate<Caller> revoked) {
        List<TrustedIssuer> issuers = new ArrayList<>();
        issuers.add(TrustedIssuer.ours(issuer, TokenVerifier.AUDIENCE, ownKeys));
        external.ifPresent(other -> issuers.add(other.trusted()));
        return new TokenVerifier(issuers, revoked);
    }

    private static Optional<String> set(Function<String, Optional<String>> properties, String name) {
        return properties.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
