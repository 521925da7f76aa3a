package org.tradepost.gateway.caching.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.shared.cache.CacheFigures;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.CacheKey;

/**
 * The answers that are kept. Which targets have such answers is learnt from what the proxy brings; then they are asked for. Of those who
 * miss one at the same time one asks the service, and what is asked for often is asked for again before it is stale.
 */
public final class SharedCache {

    /** Stale ones stay a while: with their tag the service need not send them again. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private static final int ENTRY_BYTES = 200;

    private final Cache<CacheKey, StoredAnswer> answers;
    private final ConcurrentMap<CacheKey, Asking> underWay = new ConcurrentHashMap<>();
    private final CacheFigures figures = new CacheFigures();
    private volatile boolean enabled = true;
    private volatile long keepNanos;
    private final LongSupplier nanoTime;
    private volatile long changedAt;

    /** A question to the service that is not answered yet. */
    private record Asking(long at, CompletableFuture<StoredAnswer> answer) {
        Asking(long at) {
            this(at, new CompletableFuture<>());
        }
    }

    /**
     * @param keep how long any answer is given without asking again, whatever the service allows
     * @param bytes of all of them together, about
     */
    public SharedCache(Duration keep, long bytes, LongSupplier nanoTime) {
        this.keepNanos = keep.toNanos();
        this.nanoTime = nanoTime;
        this.changedAt = nanoTime.getAsLong();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey key, StoredAnswer answer) -> ENTRY_BYTES + key.size() + answer.bytes())
                .expireAfterWrite(FORGOTTEN)
                .evictionListener((key, answer, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        figures.evicted();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    /** Does otherwise from now on; what was kept until now is given no more. */
    public void use(boolean enable, Duration keep) {
        enabled = enable;
        keepNanos = keep.toNanos();
        changed();
    }

    /** How long any answer is given without asking again. */
    public Duration keep() {
        return Duration.ofNanos(keepNanos);
    }

    public CacheFigures figures() {
        return figures;
    }

    public void publish(MetricRegistry registry) {
        figures.publish(registry, "gateway", "answers", answers::estimatedSize, () -> answers.policy()
                .eviction()
                .orElseThrow()
                .weightedSize()
                .orElse(0));
    }

    /** The answer to a target was for everybody: from now on it is asked for to be kept. */
    public void learn(CacheKey target) {
        answers.asMap().putIfAbsent(target, StoredAnswer.none(nanoTime.getAsLong()));
    }

    /** Whether it was seen that answers to the target are for everybody, and such are kept. */
    public boolean knows(CacheKey target) {
        return enabled && answers.getIfPresent(target) != null;
    }

    /**
     * The answer to a target that is kept and still fresh.
     *
     * @param ask asks the service, given what was kept of it before, if anything; called when that had better be done soon
     */
    public Optional<StoredAnswer> fresh(
            CacheKey target, Function<Optional<StoredAnswer>, CompletableFuture<StoredAnswer>> ask) {
        StoredAnswer known = answers.getIfPresent(target);
        long now = nanoTime.getAsLong();
        if (known == null || !known.isFresh(now) || !isSinceLastChange(known.askedAt())) {
            return Optional.empty();
        }
        figures.count(Result.HIT);
        if (known.isAgeing(now)) {
            Asking again = new Asking(now);
            if (joined(target, again) == again) {
                begin(target, again, ask);
            }
        }
        return Optional.of(known);
    }

    /** The service's answer to a target, which one of those who want it now asks for. */
    public CompletableFuture<StoredAnswer> ask(
            CacheKey target, Function<Optional<StoredAnswer>, CompletableFuture<StoredAnswer>> ask) {
        Asking own = new Asking(nanoTime.getAsLong());
        Asking first = joined(target, own);
        if (first == own) {
            figures.count(Result.MISS);
            begin(target, own, ask);
        } else {
            figures.count(Result.JOINED);
        }
        return first.answer();
    }

    /** The question that is under way already, when its answer will do; else one's own, which is under way now. */
    private Asking joined(CacheKey target, Asking own) {
        return underWay.compute(target, (same, known) -> known != null && isRecent(known, own.at()) ? known : own);
    }

    private void begin(
            CacheKey target, Asking asking, Function<Optional<StoredAnswer>, CompletableFuture<StoredAnswer>> ask) {
        Optional<StoredAnswer> known =
                Optional.ofNullable(answers.getIfPresent(target)).filter(StoredAnswer::isForKeeping);
        CompletableFuture<StoredAnswer> coming;
        try {
            coming = ask.apply(known);
        } catch (RuntimeException e) {
            coming = CompletableFuture.failedFuture(e);
        }
        coming.whenComplete((answer, failure) -> {
            if (failure == null) {
                keep(target, answer);
            }
            // Not before it is kept: who comes in between would ask again.
            underWay.remove(target, asking);
            if (failure == null) {
                asking.answer().complete(answer);
            } else {
                asking.answer().completeExceptionally(failure);
            }
        });
    }

    /** What was asked for longer ago than answers are kept, or before a change, may come with what is too old by now. */
    private boolean isRecent(Asking asking, long now) {
        return now - asking.at() < keepNanos && isSinceLastChange(asking.at());
    }

    private boolean isSinceLastChange(long at) {
        return at - changedAt > 0;
    }

    /** An answer that was asked for earlier never takes the place of a later one; what is not for keeping is unknown again. */
    private void keep(CacheKey target, StoredAnswer answer) {
        answers.asMap().compute(target, (same, known) -> {
            if (known != null && answer.askedAt() - known.askedAt() < 0) {
                return known;
            }
            return answer.isForKeeping() ? answer : null;
        });
    }

    /**
     * Something was changed through this gateway (RFC 9111, section 4.4): no answer that was asked for before is given any more. Lists and
     * searches have other targets than what was changed, so this holds for all.
     */
    public void changed() {
        changedAt = nanoTime.getAsLong();
    }
}
