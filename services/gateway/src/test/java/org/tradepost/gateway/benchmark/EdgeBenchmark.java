package org.tradepost.gateway.benchmark;

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
import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tradepost.gateway.limits.control.LocalBuckets;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.identity.TokenVerifier.Verdict;
import org.tradepost.shared.identity.TrustedIssuer;
import org.tradepost.shared.identity.VerificationKeys;

/** What every request pays at the edge: {@code mvn -pl services/gateway -am -Pbenchmark -DskipTests verify}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EdgeBenchmark {

    private static final String ISSUER = "https://tradepost.local";
    private static final int TOKENS = 2_048;
    private static final int ADDRESSES = 1_024;

    private final List<String> tokens = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private final LocalBuckets buckets = new LocalBuckets(TimeMeter.SYSTEM_NANOTIME);
    private JWSVerifier key;
    private TokenVerifier knowing;
    private TokenVerifier forgetful;
    private int next;

    @Setup
    public void prepare() throws Exception {
        RSAKey pair = new RSAKeyGenerator(2048).keyID("k1").generate();
        key = new RSASSAVerifier(pair.toRSAPublicKey());
        RSASSASigner signer = new RSASSASigner(pair);
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(token(signer));
        }
        knowing = verifier();
        tokens.forEach(knowing::check);
        Policy policy = new Policy("address-browse", Quota.of("20000/s"));
        for (int i = 0; i < ADDRESSES; i++) {
            budgets.add(new Budget(policy, "192.0." + (i >> 8) + '.' + (i & 255)));
        }
    }

    /** A token that was checked within the last seconds. */
    @Benchmark
    public Verdict tokenSeenBefore() {
        return trusted(knowing.check(tokens.get(next++ & TOKENS - 1)));
    }

    /** A token that was not seen before: signature, claims and times; a new cache now and then is part of it. */
    @Benchmark
    public Verdict tokenSeenFirst() {
        int index = next++ & TOKENS - 1;
        if (index == 0 || forgetful == null) {
            forgetful = verifier();
        }
        return trusted(forgetful.check(tokens.get(index)));
    }

    /** A decision of the local limit, with the text of the header that tells it. */
    @Benchmark
    public String rateLimit() {
        return buckets.admit(budgets.get(next++ & ADDRESSES - 1)).state();
    }

    private static Verdict trusted(Verdict verdict) {
        if (verdict instanceof Verdict.Trusted) {
            return verdict;
        }
        throw new IllegalStateException("the token is refused");
    }

    private TokenVerifier verifier() {
        VerificationKeys keys = new VerificationKeys() {
            @Override
            public Optional<JWSVerifier> find(String keyId) {
                return "k1".equals(keyId) ? Optional.of(key) : Optional.empty();
            }

            @Override
            public Refresh refresh() {
                return Refresh.DONE;
            }
        };
        return new TokenVerifier(List.of(TrustedIssuer.ours(ISSUER, TokenVerifier.AUDIENCE, keys)), caller -> false);
    }

    private static String token(RSASSASigner signer) throws Exception {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("k1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(TokenVerifier.AUDIENCE)
                        .subject(UUID.randomUUID().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(900)))
                        .claim("client_id", "tradepost")
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("user"))
                        .claim("permissions", List.of("order:read", "order:write", "user:read", "user:write"))
                        .build());
        token.sign(signer);
        return token.serialize();
    }
}
