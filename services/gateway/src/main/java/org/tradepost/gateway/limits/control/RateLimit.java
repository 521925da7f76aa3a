package org.tradepost.gateway.limits.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.tradepost.gateway.limits.entity.Verdict;

/**
 * A token bucket for each client address. Addresses not seen for a minute are forgotten (their bucket would be full again), and
 * their number is bounded, so that an attacker with many addresses cannot fill the memory.
 */
public final class RateLimit {

    private static final int MOST_ADDRESSES = 100_000;

    private final long perSecond;
    private final TimeMeter clock;
    private final String policy;
    private final String statePrefix;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    public RateLimit(String name, long perSecond, TimeMeter clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.policy = "\"" + name + "\";q=" + perSecond + ";w=1";
        this.statePrefix = "\"" + name + "\";r=";
    }

    /** Takes one token of the address. */
    public Verdict admit(String address) {
        ConsumptionProbe probe = buckets.get(address, this::newBucket).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return new Verdict(true, policy, statePrefix + probe.getRemainingTokens() + ";t=1", 0);
        }
        long seconds = Math.max(1, -Math.floorDiv(-probe.getNanosToWaitForRefill(), 1_000_000_000L));
        return new Verdict(false, policy, statePrefix + "0;t=" + seconds, seconds);
    }

    private Bucket newBucket(String address) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
