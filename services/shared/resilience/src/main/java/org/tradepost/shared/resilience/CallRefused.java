package org.tradepost.shared.resilience;

import java.time.Duration;

/** A call that was not made: whoever would have been called knows nothing of it. It carries no stack trace, since it is no fault. */
public final class CallRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a call was not made. */
    public enum Reason {
        /** Too many calls failed lately. */
        BREAKER_OPEN,
        /** As many calls as may be were being made. */
        BULKHEAD_FULL
    }

    private final Reason reason;
    private final Duration retryAfter;

    CallRefused(String client, Reason reason, Duration retryAfter) {
        super(client + " is not called: " + reason, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The same in whole seconds, at least one (RFC 9110, section 10.2.3). */
    public String retryAfterSeconds() {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}
