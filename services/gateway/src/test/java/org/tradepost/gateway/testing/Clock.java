package org.tradepost.gateway.testing;

import io.github.bucket4j.TimeMeter;

/** Time that passes when a test says so. */
public final class Clock implements TimeMeter {

    private long now;

    public void passes(long nanos) {
        now += nanos;
    }

    @Override
    public long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
