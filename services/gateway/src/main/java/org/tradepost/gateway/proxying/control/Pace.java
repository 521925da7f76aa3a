package org.tradepost.gateway.proxying.control;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How slow a client may be: over a whole transfer, what it makes us wait must stay below a grace and what its bytes take at the
 * lowest rate. A byte every few seconds keeps a connection alive for ever otherwise. Only time spent waiting for the client counts.
 */
public final class Pace {

    private final long graceNanos;
    private final double nanosPerByte;
    private final LongSupplier clock;
    private long waited;
    private long bytes;

    /**
     * @param grace waiting that is free
     * @param bytesPerSecond lowest rate
     * @param clock nanoseconds that only grow
     */
    public Pace(Duration grace, long bytesPerSecond, LongSupplier clock) {
        this.graceNanos = grace.toNanos();
        this.nanosPerByte = 1e9 / bytesPerSecond;
        this.clock = clock;
    }

    /** A piece of the transfer, which may make us wait. */
    @FunctionalInterface
    public interface Transfer {
        /** @return bytes transferred; below 0 for none, at the end */
        int run() throws java.io.IOException;
    }

    /** @throws TooSlow when the client used up its time */
    public int measured(Transfer transfer) throws java.io.IOException {
        long start = clock.getAsLong();
        int done = transfer.run();
        synchronized (this) {
            waited += clock.getAsLong() - start;
            bytes += Math.max(0, done);
            if (waited > graceNanos + bytes * nanosPerByte) {
                throw new TooSlow();
            }
        }
        return done;
    }
}
