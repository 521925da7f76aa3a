package org.tradepost.shared.health;

import java.util.Locale;

/** How well something is, the worst last. */
enum Condition {
    HEALTHY,
    /** Something is away without which the main job still goes on. */
    DEGRADED,
    UNHEALTHY;

    static Condition of(boolean available, boolean critical) {
        if (available) {
            return HEALTHY;
        }
        return critical ? UNHEALTHY : DEGRADED;
    }

    Condition orWorse(Condition other) {
        return compareTo(other) >= 0 ? this : other;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
