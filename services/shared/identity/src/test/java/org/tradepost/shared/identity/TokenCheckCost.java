package org.tradepost.shared.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tradepost.shared.identity.TokenVerifier.Verdict;

/** Measures the CPU time of a token check: of tokens seen before, and of tokens seen for the first time. */
public final class TokenCheckCost {

    private static final int TOKENS = 2_000;
    private static final int ROUNDS = 200;

    private TokenCheckCost() {}

    public static void main(String[] args) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(token(key));
        }
        for (int warm = 0; warm < 20; warm++) {
            run(verifier(key), tokens, 1);
        }
        double fresh = run(verifier(key), tokens, 1);
        TokenVerifier verifier = verifier(key);
        run(verifier, tokens, 20);
        double cached = run(verifier, tokens, ROUNDS);
        System.out.printf(Locale.ROOT, "first time %.1f us, seen before %.2f us%n", fresh, cached);
    }

    private static TokenVerifier verifier(RSAKey key) {
        return new TokenVerifier(
                List.of(TrustedIssuer.ours("https://tradepost.local", "tradepost", KnownKeys.of(key))),
                caller -> false);
    }

    /** Microseconds of CPU a check. */
    private static double run(TokenVerifier verifier, List<String> tokens, int rounds) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < rounds; round++) {
            for (String token : tokens) {
                if (!(verifier.check(token) instanceof Verdict.Trusted)) {
                    throw new IllegalStateException("refused");
                }
            }
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1000.0 / rounds / tokens.size();
    }

    private static String token(RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("k1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://tradepost.local")
                        .audience("tradepost")
                        .subject(UUID.randomUUID().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .expirationTime(new Date(System.currentTimeMillis() + 900_000))
                        .claim("client_id", "tradepost")
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("user"))
                        .claim("permissions", List.of("order:read", "order:write", "user:read", "user:write"))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
