package org.tradepost.shared.resilience;

import java.time.Instant;
import org.tradepost.shared.resilience.Breaker.Figures;

/**
 * How the calls of one client went since its process started.
 *
 * @param refused calls that the open breaker kept from being made
 * @param lastChange when the breaker last changed its state
 */
public record GuardReport(
        String client,
        Breaker.State state,
        Calls calls,
        LastFailure lastFailure,
        Instant lastChange,
        long refused,
        Bulkhead bulkhead,
        Retries retries) {

    /** How calls ended, in all and since the last one that ended otherwise. */
    public record Calls(long succeeded, long failed, long consecutiveSuccesses, long consecutiveFailures) {}

    /**
     * @param kind such as {@code HTTP 503} or {@code timed out}
     */
    public record LastFailure(Instant at, String kind) {}

    /**
     * @param limit calls made at once at most
     * @param inUse calls being made
     * @param refused calls that were too many
     */
    public record Bulkhead(int limit, int inUse, long refused) {}

    /**
     * @param made repetitions
     * @param refusedByBudget repetitions that would have been too many
     */
    public record Retries(long made, long refusedByBudget) {}

    static GuardReport of(String client, Figures figures, Bulkhead bulkhead, Retries retries, long refused) {
        return new GuardReport(
                client,
                figures.state(),
                new Calls(
                        figures.successes(),
                        figures.failures(),
                        figures.consecutiveSuccesses(),
                        figures.consecutiveFailures()),
                figures.lastFailure() == null
                        ? null
                        : new LastFailure(figures.lastFailure(), figures.lastFailureKind()),
                figures.lastChange(),
                refused,
                bulkhead,
                retries);
    }
}
