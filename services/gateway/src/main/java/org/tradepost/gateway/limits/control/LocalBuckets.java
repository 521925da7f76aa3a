package org.tradepost.gateway.limits.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.Verdict;

/**
 * Token buckets of this process. Those not used for a window are forgotten (they would be full again), and their number is
 * bounded, so that an attacker with many addresses cannot fill the memory.
 */
public final class LocalBuckets {

    private static final int MOST = 100_000;

    private final TimeMeter clock;
    private final Cache<Budget, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.accessing((Budget budget, Bucket bucket) ->
                    budget.policy().quota().window().plusMinutes(1)))
            .build();

    public LocalBuckets(TimeMeter clock) {
        this.clock = clock;
    }

    /** Takes one request out of the budget. */
    public Verdict admit(Budget budget) {
        return Verdict.of(budget.policy(), buckets.get(budget, this::full).tryConsumeAndReturnRemaining(1));
    }

    private Bucket full(Budget budget) {
        Quota quota = budget.policy().quota();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.window()))
                .withCustomTimePrecision(clock)
                .build();
    }
}
