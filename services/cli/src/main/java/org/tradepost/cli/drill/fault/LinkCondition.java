package org.tradepost.cli.drill.fault;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How a link is at the moment, as all of its connections see it. */
final class LinkCondition {
    // Not a monitor: before JDK 24 a virtual thread that waits for one keeps its carrier, and many wait in a silence.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
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

    void set(Mode next, Duration each) {
        lock.lock();
        try {
            mode = next;
            delay = each;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Mode mode() {
        lock.lock();
        try {
            return mode;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when bytes may pass; an interrupt ends the wait, too. */
    void awaitPassable() {
        Pause.of(due());
    }

    /** Waits while there is silence, and says how long it takes from then on. */
    private Duration due() {
        lock.lock();
        try {
            while (mode == Mode.SILENT) {
                changed.await();
            }
            return mode == Mode.DELAYED ? delay : Duration.ZERO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }
}
