package org.tradepost.gateway.limits.entity;

import io.github.bucket4j.ConsumptionProbe;

/**
 * What one policy says to one request.
 *
 * @param policy which policy
 * @param allowed whether the request may go on
 * @param remaining requests left in the budget
 * @param resetSeconds when refused, after how long to try again; else until the budget is whole again
 */
public record Verdict(Policy policy, boolean allowed, long remaining, long resetSeconds) {

    private static final long NANOS = 1_000_000_000L;

    public static Verdict of(Policy policy, ConsumptionProbe probe) {
        return probe.isConsumed()
                ? new Verdict(policy, true, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset()))
                : new Verdict(policy, false, 0, Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    /** The policy's item of the {@code RateLimit} header. */
    public String state() {
        return policy.state(remaining, resetSeconds);
    }

    private static long seconds(long nanos) {
        return -Math.floorDiv(-nanos, NANOS);
    }
}
