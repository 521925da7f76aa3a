package org.tradepost.shared.resilience;

/**
 * Keeps repetitions below a share of all calls, however many fail: each call pays in its share of a repetition, each repetition
 * takes a whole one. It saves no more than a hundred, so that a long quiet time does not pay for a storm.
 */
final class RetryBudget {

    private static final int ONE = 100;
    private static final int MOST_SAVED = 100 * ONE;

    private int percent;
    private int saved;

    /** @param reserve repetitions allowed before there were any calls */
    RetryBudget(int percent, int reserve) {
        this.percent = percent;
        this.saved = Math.min(reserve * ONE, MOST_SAVED);
    }

    synchronized void use(int otherPercent) {
        percent = otherPercent;
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
