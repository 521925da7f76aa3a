package org.tradepost.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeats a request until its outcome is known: after a dropped connection, a server error, a rate limit or an earlier
 * copy of it still in flight, at growing intervals and never before {@code Retry-After}. One whose repetition is not
 * {@linkplain ApiRequest#isRepeatable harmless} is repeated after a rate limit only, which refused it unread.
 */
public final class Persistence {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int RATE_LIMITED = 429;

    /** Sends the request once. */
    @FunctionalInterface
    public interface Attempt {
        ApiResponse send(ApiRequest request) throws IOException;
    }

    private final ApiClient client;
    private final Duration patience;

    public Persistence(ApiClient client) {
        this(client, PATIENCE);
    }

    /**
     * @param patience how long to go on; no attempt begins later
     */
    public Persistence(ApiClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** {@link #send(Attempt, ApiRequest)} as somebody who has logged in. */
    public ApiResponse send(ApiSession session, ApiRequest request) {
        return send(session::send, request);
    }

    /**
     * The first answer that settles the request; the last one when patience runs out.
     *
     * @throws ApiUnreachable when patience runs out without an answer
     */
    public ApiResponse send(Attempt attempt, ApiRequest request) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            long wait;
            try {
                ApiResponse response = attempt.send(request);
                wait = Math.max(TimeUnit.SECONDS.toMillis(response.retryAfterSeconds()), jittered(pause));
                if (!mayRepeat(request, response) || endsBefore(giveUpAt, wait)) {
                    return response;
                }
            } catch (IOException e) {
                wait = jittered(pause);
                if (!request.isRepeatable() || endsBefore(giveUpAt, wait)) {
                    throw client.unreachable(e);
                }
            }
            pause(wait);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private static boolean mayRepeat(ApiRequest request, ApiResponse response) {
        return request.isRepeatable() ? response.leavesOutcomeUnknown() : response.status() == RATE_LIMITED;
    }

    private static boolean endsBefore(long nanos, long waitMillis) {
        return nanos - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(waitMillis);
    }

    private static long jittered(long pause) {
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    }

    /** Waits about this long; an interrupt ends it with an exception. */
    public static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
    }
}
