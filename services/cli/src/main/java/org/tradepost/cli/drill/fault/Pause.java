package org.tradepost.cli.drill.fault;

import java.time.Duration;

/** Lets time go by. */
final class Pause {
    private Pause() {}

    /** Returns when the time is over, or at an interrupt, which stays noted; whether it was the time. */
    static boolean of(Duration time) {
        if (!time.isPositive()) {
            return true;
        }
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
