package org.tradepost.shared.resilience;

/**
 * Keeps repetitions below a share of all calls, however many fail: each call pays in its share of a repetition, each repetition
 * takes a whole one. It begins empty, and saves no more than a few.
 */
final class RetryBudget {

    private static final int ONE = 100;
    private static final int MOST_SAVED = 10 * ONE;

    private final int percent;
    private int saved;

    RetryBudget(int percent) {
        this.percent = percent;
    }

    synchronized void called() {
        saved = Math.min(saved + percent, MOST_SAVED);
    }

    /** Takes a repetition out, if there is one. */
    synchronized boolean take() {
        if (saved < ONE) {
            return false;
        }
        saved -= ONE;
        return true;
    }
}
