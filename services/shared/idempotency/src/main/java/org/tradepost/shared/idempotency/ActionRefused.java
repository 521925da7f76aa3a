package org.tradepost.shared.idempotency;

import org.tradepost.shared.problem.ProblemException;

/** The guarded action refused the request, as opposed to the key itself being refused; rolls the transaction back. */
class ActionRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemException refusal;

    ActionRefused(ProblemException refusal) {
        super(refusal.getMessage(), refusal, false, false);
        this.refusal = refusal;
    }

    ProblemException refusal() {
        return refusal;
    }
}
