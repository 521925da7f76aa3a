package org.tradepost.gateway.signing.entity;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be set about signed messages.
 *
 * @param key private JWK that signs answers ({@code tradepost.gateway.signing-key}); without one, a key that lives as long as the
 *     process
 * @param previousKey the JWK before it, still published ({@code tradepost.gateway.signing-key-previous})
 * @param publicUrl scheme and authority that clients use, where a proxy in front changes them ({@code tradepost.gateway.public-url})
 * @param requiredEvery how often to ask who must sign ({@code tradepost.gateway.required-signers-interval}, in milliseconds)
 * @param noncesInRedis whether used nonces are kept in Redis rather than by users ({@code tradepost.gateway.nonces}: {@code users}
 *     or {@code redis})
 */
public record SigningSettings(
        Optional<String> key,
        Optional<String> previousKey,
        Optional<URI> publicUrl,
        Duration requiredEvery,
        boolean noncesInRedis) {

    private static final String NONCES = "tradepost.gateway.nonces";
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    /** Reads the settings from a source of properties. */
    public static SigningSettings from(Function<String, Optional<String>> properties) {
        Duration every = Duration.ofMillis(properties
                .apply("tradepost.gateway.required-signers-interval")
                .map(Long::parseLong)
                .orElse(10_000L));
        if (every.isNegative() || every.isZero() || every.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalStateException(
                    "The setting tradepost.gateway.required-signers-interval must be between 1 and 30000");
        }
        return new SigningSettings(
                properties.apply("tradepost.gateway.signing-key").filter(text -> !text.isBlank()),
                properties.apply("tradepost.gateway.signing-key-previous").filter(text -> !text.isBlank()),
                properties.apply("tradepost.gateway.public-url").map(URI::create),
                every,
                noncesInRedis(properties.apply(NONCES).orElse("users")));
    }

    private static boolean noncesInRedis(String value) {
        return switch (value) {
            case "users" -> false;
            case "redis" -> true;
            default -> throw new IllegalStateException("The setting " + NONCES + " must be users or redis");
        };
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "SigningSettings[hidden]";
    }
}
