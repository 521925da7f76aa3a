package org.tradepost.cli.command.users;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.tradepost.cli.CommandFailure;

/**
 * Keeps a client from asking a server that does not answer: it opens at so many failures in a row, and lets one call through after a
 * while, which closes it or opens it again. Not the services' own, which comes with their server.
 */
final class CallBreaker {

    private final int failures;
    private final Duration open;
    private final LongSupplier nanoTime;
    private int inARow;
    private long openedAt;

    /**
     * @param failures in a row that open it
     * @param open how long it stays open
     * @param nanoTime a clock that only grows
     */
    CallBreaker(int failures, Duration open, LongSupplier nanoTime) {
        this.failures = failures;
        this.open = open;
        this.nanoTime = nanoTime;
    }

    /** @throws CommandFailure while it is open */
    synchronized void enter() {
        if (left().isPositive()) {
            throw new CommandFailure("The users service failed " + inARow
                    + " times in a row; it is not asked again before " + left().toMillis() + " ms have passed.");
        }
    }

    /** What is left of the time in which nobody is let through; zero or less when somebody is. */
    synchronized Duration left() {
        return inARow < failures ? Duration.ZERO : open.minusNanos(nanoTime.getAsLong() - openedAt);
    }

    synchronized void succeeded() {
        inARow = 0;
    }

    synchronized void failed() {
        inARow++;
        openedAt = nanoTime.getAsLong();
    }
}
