package org.tradepost.shared.health;

/** Work that makes the first real requests fast: loads classes, fills pools, gets hot code compiled. Must leave no trace. */
public interface WarmUp {

    /** A name for the log. */
    String name();

    /** Runs once after start-up, a few seconds at most. A failure is logged and does not keep the service from getting ready. */
    void run();
}
