package org.tradepost.cli.bench;

import java.time.Duration;

/**
 * How hard and how long.
 *
 * @param perSecond requests due each second; 0 for as many as the clients manage
 */
record Load(int clients, double perSecond, Duration duration) {

    boolean isPaced() {
        return perSecond > 0;
    }

    /** When the n-th request is due, counted from the start. */
    long dueNanos(long n) {
        return (long) (n * 1e9 / perSecond);
    }

    Load lasting(Duration other) {
        return new Load(clients, perSecond, other);
    }
}
