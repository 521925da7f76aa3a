package org.tradepost.shared.resilience;

/** A call that took longer than it may; nobody can say whether it took effect. */
public final class TimedOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimedOut(String client) {
        super(client + " did not answer in time", null, false, false);
    }
}
