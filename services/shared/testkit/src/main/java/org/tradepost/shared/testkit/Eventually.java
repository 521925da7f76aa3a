package org.tradepost.shared.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads or in other processes. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never: " + what);
            }
            Thread.yield();
        }
    }
}
