package org.tradepost.cli.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeats a request until its outcome is known: after a dropped connection, a server error, a rate limit or an earlier
 * copy of it still in flight. Only for requests that are safe to repeat, by their nature or by their idempotency key.
 */
public final class Persistence {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ApiClient client;
    private final Duration patience;

    public Persistence(ApiClient client) {
        this(client, PATIENCE);
    }

    public Persistence(ApiClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** The first answer that settles the request; the last one, or a failure, when patience runs out. */
    public ApiResponse send(ApiSession session, ApiRequest request) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            long atLeast;
            try {
                ApiResponse response = session.send(request);
                if (!response.leavesOutcomeUnknown() || System.nanoTime() - giveUpAt >= 0) {
                    return response;
                }
                atLeast = TimeUnit.SECONDS.toMillis(response.retryAfterSeconds());
            } catch (IOException e) {
                if (System.nanoTime() - giveUpAt >= 0) {
                    throw client.unreachable(e);
                }
                atLeast = 0;
            }
            pause(Math.max(atLeast, pause / 2 + ThreadLocalRandom.current().nextLong(pause)));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Waits about this long; an interrupt ends the command. */
    public static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
    }
}
