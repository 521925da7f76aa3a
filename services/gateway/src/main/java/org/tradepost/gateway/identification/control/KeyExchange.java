package org.tradepost.gateway.identification.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tradepost.gateway.identification.entity.KeyVerdict;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * What is known of API keys, by their SHA-256: the keys themselves are not kept. An answer is remembered for 20 s, which bounds how
 * long a revoked key still works, and a refusal for 5 s. Both are bounded in number, and so are the questions asked at once, so that
 * guessing neither fills the memory nor occupies the users service.
 */
public final class KeyExchange {

    /** Asks the users service about a key, and waits for its answer. */
    @FunctionalInterface
    public interface Issuer {

        /** @throws ProblemException 503 when the users service cannot be asked */
        KeyVerdict ask(ApiKeySecret key);
    }

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final Duration REFUSAL_KEPT = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 20_000;
    private static final int MOST_ASKED_AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Issuer issuer;
    private final Cache<ByteBuffer, KeyVerdict.Admitted> admitted;
    private final Cache<ByteBuffer, KeyVerdict.Refused> refused;
    private final ConcurrentMap<ByteBuffer, CompletableFuture<KeyVerdict>> asking = new ConcurrentHashMap<>();
    private final Semaphore questions = new Semaphore(MOST_ASKED_AT_ONCE);

    public KeyExchange(Issuer issuer, Ticker clock) {
        this.issuer = issuer;
        this.admitted = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .ticker(clock)
                .expireAfter(Expiry.creating((ByteBuffer key, KeyVerdict.Admitted known) ->
                        known.validFor().compareTo(KEPT) < 0 ? known.validFor() : KEPT))
                .build();
        this.refused = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .ticker(clock)
                .expireAfterWrite(REFUSAL_KEPT)
                .build();
    }

    /** What is known without asking. */
    public Optional<KeyVerdict> known(ApiKeySecret key) {
        return known(ByteBuffer.wrap(key.hash()));
    }

    /**
     * Asks, unless somebody else is asking about the same key: then their answer is awaited.
     *
     * @throws ProblemException 503 when nobody can say
     */
    public KeyVerdict ask(ApiKeySecret key) {
        ByteBuffer hash = ByteBuffer.wrap(key.hash());
        CompletableFuture<KeyVerdict> mine = new CompletableFuture<>();
        CompletableFuture<KeyVerdict> running = asking.putIfAbsent(hash, mine);
        if (running != null) {
            return awaited(running);
        }
        try {
            KeyVerdict verdict = known(hash).orElseGet(() -> askInTurn(key));
            remember(hash, verdict);
            mine.complete(verdict);
            return verdict;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            asking.remove(hash, mine);
        }
    }

    private Optional<KeyVerdict> known(ByteBuffer hash) {
        KeyVerdict known = admitted.getIfPresent(hash);
        return Optional.ofNullable(known != null ? known : refused.getIfPresent(hash));
    }

    private void remember(ByteBuffer hash, KeyVerdict verdict) {
        switch (verdict) {
            case KeyVerdict.Admitted good -> admitted.asMap().putIfAbsent(hash, good);
            case KeyVerdict.Refused bad -> refused.asMap().putIfAbsent(hash, bad);
        }
    }

    private KeyVerdict askInTurn(ApiKeySecret key) {
        try {
            if (!questions.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
        try {
            return issuer.ask(key);
        } finally {
            questions.release();
        }
    }

    private static KeyVerdict awaited(CompletableFuture<KeyVerdict> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException refusal ? refusal : e;
        }
    }

    /** The refusal where it cannot be found out whether a key is good. */
    static ProblemException unavailable() {
        return new ProblemException(CommonError.SERVICE_UNAVAILABLE, "API keys cannot be checked at the moment")
                .header("Retry-After", "2");
    }
}
