package org.tradepost.cli.drill.fault;

import java.time.Duration;

/** How a link is at the moment, as all of its connections see it. */
final class LinkCondition {
    private Mode mode = Mode.OPEN;
    private Duration delay = Duration.ZERO;

    /** What becomes of bytes. */
    enum Mode {
        OPEN,
        CUT,
        SILENT,
        DELAYED,
        ANSWERS_LOST
    }

    synchronized void set(Mode next, Duration each) {
        mode = next;
        delay = each;
        notifyAll();
    }

    synchronized Mode mode() {
        return mode;
    }

    /** Returns when bytes may pass; an interrupt ends the wait, too. */
    void awaitPassable() {
        Pause.of(due());
    }

    /** Waits while there is silence, and says how long it takes from then on. */
    private synchronized Duration due() {
        while (mode == Mode.SILENT) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Duration.ZERO;
            }
        }
        return mode == Mode.DELAYED ? delay : Duration.ZERO;
    }
}
