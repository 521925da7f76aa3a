package org.tradepost.shared.resilience;

import java.time.Duration;

/**
 * How one client is guarded, from {@code tradepost.clients.<client>.*}; durations are ISO 8601 ({@code PT30S}).
 *
 * @param breaker when calls stop and begin again
 * @param bulkhead calls made at once at most ({@code bulkhead})
 * @param timeOut longest call ({@code time-out}); less when the caller's deadline is nearer
 * @param retries how often a call that may be repeated is repeated ({@code retries})
 * @param firstDelay nominal wait before the first repetition, doubled each time ({@code first-delay})
 * @param longestDelay bound of that wait ({@code longest-delay})
 * @param retryPercent repetitions per hundred calls at most ({@code retry-percent}) ...
 * @param retryReserve ... beside so many before there were any calls ({@code retry-reserve})
 */
public record ClientPolicy(
        BreakerPolicy breaker,
        int bulkhead,
        Duration timeOut,
        int retries,
        Duration firstDelay,
        Duration longestDelay,
        int retryPercent,
        int retryReserve) {

    /**
     * @param failures that open it ({@code breaker.failures}) ...
     * @param within ... when they come in so short a time ({@code breaker.within})
     * @param percent ... and are so many of all calls in that time; 0: however many calls there are ({@code breaker.percent})
     * @param open how long it stays open ({@code breaker.open})
     * @param trials calls let through afterwards ({@code breaker.trial-calls}) ...
     * @param successes ... of which so many close it ({@code breaker.successes})
     */
    public record BreakerPolicy(int failures, Duration within, int percent, Duration open, int trials, int successes) {

        public BreakerPolicy {
            if (failures < 1 || successes < 1 || trials < successes || percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a breaker with " + failures + " failures, " + percent + " percent, "
                        + trials + " trial calls, " + successes + " successes");
            }
        }
    }

    /** Of any client of which nothing else is said: 10 failures in 30 s, open 10 s, 5 trial calls, 5 successes. */
    public static final ClientPolicy STANDARD = new ClientPolicy(
            new BreakerPolicy(10, Duration.ofSeconds(30), 0, Duration.ofSeconds(10), 5, 5),
            64,
            Duration.ofSeconds(5),
            0,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            10,
            0);

    public ClientPolicy {
        if (bulkhead < 1 || timeOut.isNegative() || timeOut.isZero() || retries < 0 || retryPercent < 0) {
            throw new IllegalArgumentException(
                    "bulkhead " + bulkhead + ", time-out " + timeOut + ", retries " + retries);
        }
    }
}
