package org.tradepost.orders.webhook.entity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a delivery is tried again: the schedule that Standard Webhooks recommends, a little over three days, with jitter. A receiver may ask
 * for more time than that ({@code Retry-After}), up to a day, but not for more attempts.
 */
public final class RetrySchedule {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** As many as are made before a delivery has failed: the first and one after each pause. */
    public static final int ATTEMPTS = PAUSES.size() + 1;

    private static final Duration LONGEST = Duration.ofHours(24);
    /** Up to a fifth is added, so that what failed together does not come back together. */
    private static final double JITTER = 0.2;

    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    public RetrySchedule(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * @param attempts made so far, at least 1
     * @param retryAfter what the receiver asked for; zero for nothing
     * @return the pause before the next; empty when there is no next
     */
    public Optional<Duration> next(int attempts, Duration retryAfter) {
        if (attempts >= ATTEMPTS) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(attempts - 1);
        Duration own = pause.plusMillis((long) (pause.toMillis() * JITTER * random.getAsDouble()));
        Duration asked = retryAfter.compareTo(LONGEST) < 0 ? retryAfter : LONGEST;
        return Optional.of(own.compareTo(asked) > 0 ? own : asked);
    }
}
