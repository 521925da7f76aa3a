package org.tradepost.shared.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Verifies access tokens as RFC 9068, section 4, and RFC 8725 ask: RS256 only whatever the token's header says, a key that the issuer
 * published, the right type, issuer and audience, valid now (30 s of clock skew at most), no claim twice, not revoked. What the
 * header says about where to find keys is never looked at. A token that was found good is remembered for half a minute.
 */
public final class TokenVerifier implements AutoCloseable {

    /** Who our tokens are for. */
    public static final String AUDIENCE = "tradepost";

    /** How far the clocks of issuer and verifier may differ. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final int REMEMBERED = 20_000;
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What is said of a token. */
    public sealed interface Verdict {

        /** It is good, and this is whose it is. */
        record Trusted(Caller caller) implements Verdict {}

        /** It is not, whatever comes. */
        record Refused() implements Verdict {}

        /** It claims a key that is not known; ask again after fetching the keys. */
        record KeyUnknown() implements Verdict {}

        /** Its issuer cannot be asked for the key. */
        record Undecided() implements Verdict {}
    }

    private record Verified(Caller caller, Instant until) {}

    private static final Verdict REFUSED = new Verdict.Refused();
    private static final Verdict KEY_UNKNOWN = new Verdict.KeyUnknown();
    private static final Verdict UNDECIDED = new Verdict.Undecided();

    private final Map<String, TrustedIssuer> issuers;
    private final Predicate<Caller> revoked;
    private final Cache<ByteBuffer, Verified> good = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    /** @param revoked whether a caller's session or client has been ended before its token expires */
    public TokenVerifier(List<TrustedIssuer> issuers, Predicate<Caller> revoked) {
        this.issuers = issuers.stream().collect(Collectors.toMap(TrustedIssuer::issuer, Function.identity()));
        this.revoked = revoked;
    }

    /** Never waits; so it may say that it needs keys first. */
    public Verdict check(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return REFUSED;
        }
        ByteBuffer key = ByteBuffer.wrap(sha256(token));
        Verified known = good.getIfPresent(key);
        Instant now = Instant.now();
        if (known != null && now.isBefore(known.until())) {
            return revoked.test(known.caller()) ? REFUSED : new Verdict.Trusted(known.caller());
        }
        try {
            return checkAnew(SignedJWT.parse(token), key, now);
        } catch (ParseException | JOSEException | IOException | RuntimeException e) {
            // Whatever it is, it is none that was issued to anybody.
            return REFUSED;
        }
    }

    /** As {@link #check}, but fetches the keys when need be, at most one caller at a time, and waits for them. */
    public Verdict checkPatiently(String token) {
        Verdict first = check(token);
        if (!(first instanceof Verdict.KeyUnknown)) {
            return first;
        }
        return switch (fetchKeys(token)) {
            case UNAVAILABLE -> UNDECIDED;
            case DONE, TOO_SOON -> {
                Verdict second = check(token);
                yield second instanceof Verdict.KeyUnknown ? REFUSED : second;
            }
        };
    }

    private VerificationKeys.Refresh fetchKeys(String token) {
        try {
            return issuer(SignedJWT.parse(token).getJWTClaimsSet())
                    .map(issuer -> issuer.keys().refresh())
                    .orElse(VerificationKeys.Refresh.DONE);
        } catch (ParseException e) {
            return VerificationKeys.Refresh.DONE;
        }
    }

    private Verdict checkAnew(SignedJWT token, ByteBuffer key, Instant now)
            throws ParseException, JOSEException, IOException {
        JWSHeader header = token.getHeader();
        Optional<TrustedIssuer> issuer = issuer(token.getJWTClaimsSet());
        if (issuer.isEmpty() || !isWellFormed(token, header, issuer.get())) {
            return REFUSED;
        }
        Optional<JWSVerifier> verifier = issuer.get().keys().find(header.getKeyID());
        if (verifier.isEmpty()) {
            return KEY_UNKNOWN;
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        if (!token.verify(verifier.get()) || !isValid(claims, issuer.get(), now)) {
            return REFUSED;
        }
        Caller caller = issuer.get().reading().caller(claims);
        good.put(key, new Verified(caller, end(claims)));
        return revoked.test(caller) ? REFUSED : new Verdict.Trusted(caller);
    }

    private Optional<TrustedIssuer> issuer(JWTClaimsSet claims) {
        return claims == null || claims.getIssuer() == null
                ? Optional.empty()
                : Optional.ofNullable(issuers.get(claims.getIssuer()));
    }

    private static boolean isWellFormed(SignedJWT token, JWSHeader header, TrustedIssuer issuer) throws IOException {
        return JWSAlgorithm.RS256.equals(header.getAlgorithm())
                && header.getKeyID() != null
                && header.getType() != null
                && issuer.types().contains(header.getType().getType().toLowerCase(Locale.ROOT))
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload()
                && hasNoDuplicates(token.getParsedParts()[0].decode())
                && hasNoDuplicates(token.getParsedParts()[1].decode());
    }

    /** Two readers may take different ones of two values of the same name, at any depth. */
    private static boolean hasNoDuplicates(byte[] json) throws IOException {
        try (JsonParser parser = STRICT.createParser(json)) {
            while (parser.nextToken() != null) {
                // Repeated names are found on the way.
            }
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isValid(JWTClaimsSet claims, TrustedIssuer issuer, Instant now) {
        Date expires = claims.getExpirationTime();
        return claims.getClaims().keySet().containsAll(issuer.required())
                && claims.getAudience().contains(issuer.audience())
                && expires != null
                && now.isBefore(end(claims))
                && hasBegun(claims.getNotBeforeTime(), now)
                && hasBegun(claims.getIssueTime(), now);
    }

    private static boolean hasBegun(Date time, Instant now) {
        return time == null || !time.toInstant().isAfter(now.plus(CLOCK_SKEW));
    }

    private static Instant end(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant().plus(CLOCK_SKEW);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        issuers.values().forEach(issuer -> issuer.keys().close());
    }
}
