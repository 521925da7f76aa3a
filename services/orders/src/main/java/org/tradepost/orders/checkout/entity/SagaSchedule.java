package org.tradepost.orders.checkout.entity;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a saga asks again and when it gives up asking.
 *
 * @param firstQuery delay of the first payment status query; each further one waits twice as long
 * @param voidAfter from when on an unknown payment is voided
 * @param compensateAfter from when on an unreachable participant makes a checkout turn round
 * @param attentionAfter how long one step may stay unsettled before a person has to look
 * @param firstRetry delay of the first repetition of any other call
 * @param longestRetry bound of the exponential backoff
 */
public record SagaSchedule(
        Duration firstQuery,
        Duration voidAfter,
        Duration compensateAfter,
        Duration attentionAfter,
        Duration firstRetry,
        Duration longestRetry) {

    public static final SagaSchedule STANDARD = new SagaSchedule(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMillis(500),
            Duration.ofSeconds(30));

    /** The wait before the next status query, cut so that voiding is not delayed. */
    public Duration nextQuery(int attempts, Duration inStep) {
        Duration delay = doubled(firstQuery, attempts, longestRetry);
        Duration untilVoid = voidAfter.minus(inStep);
        return delay.compareTo(untilVoid) < 0 ? delay : atLeastZero(untilVoid);
    }

    /** Exponential backoff with jitter: between half of and the full nominal delay. */
    public Duration nextRetry(int attempts, DoubleSupplier random) {
        Duration nominal = doubled(firstRetry, attempts, longestRetry);
        long nanos = nominal.toNanos();
        return Duration.ofNanos(nanos / 2 + (long) (nanos / 2.0 * random.getAsDouble()));
    }

    /** When to ask again what was not let through: not before that may change, and not everybody at once. */
    public Duration afterRefusal(Duration retryAfter, DoubleSupplier random) {
        Duration least = retryAfter.compareTo(firstRetry) < 0 ? firstRetry : retryAfter;
        Duration bounded = least.compareTo(longestRetry) < 0 ? least : longestRetry;
        return bounded.plusNanos((long) (firstRetry.toNanos() * 2 * random.getAsDouble()));
    }

    private static Duration doubled(Duration first, int times, Duration bound) {
        Duration delay = first.multipliedBy(1L << Math.min(times, 20));
        return delay.compareTo(bound) < 0 ? delay : bound;
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
