package org.tradepost.shared.health;

/** Work that makes the first real requests fast: loads classes, fills pools, gets hot code compiled. Must leave no trace. */
public interface WarmUp {

    /** A name for the log. */
    String name();

    /** Whether the service must not be called ready without it, even where warm-up is switched off. */
    default boolean indispensable() {
        return false;
    }

    /** Runs once after start-up, a few seconds at most. A failure is logged and does not keep the service from getting ready. */
    void run();
}
