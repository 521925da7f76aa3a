package org.tradepost.orders.checkout.control;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The right to drive one saga for a while, as its owner sees it: by a monotonic clock of its own, started before the database
 * was asked, and given up a margin before the database would end it.
 */
public final class Lease {
    private final String owner;
    private final Duration duration;
    private final Duration margin;
    private final LongSupplier nanoTime;
    private long since;

    public Lease(String owner, Duration duration, Duration margin, LongSupplier nanoTime) {
        this.owner = owner;
        this.duration = duration;
        this.margin = margin;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    public String owner() {
        return owner;
    }

    public Duration duration() {
        return duration;
    }

    /** Whether a call that may take {@code time} surely ends before the lease does. */
    public boolean covers(Duration time) {
        return Duration.ofNanos(nanoTime.getAsLong() - since)
                        .plus(time)
                        .plus(margin)
                        .compareTo(duration)
                <= 0;
    }

    /** The moment from which a renewed lease counts; ask for it before asking the database. */
    public long now() {
        return nanoTime.getAsLong();
    }

    public void renewedAt(long moment) {
        since = moment;
    }
}
