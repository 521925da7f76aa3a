package org.tradepost.shared.audit;

import org.tradepost.shared.problem.ErrorCode;

/**
 * How it ended.
 *
 * @param result {@code succeeded} or {@code refused}
 * @param code code of the refusal as the caller was told it; null after success
 */
public record Outcome(String result, String code) {

    public static final Outcome SUCCEEDED = new Outcome("succeeded", null);

    public static Outcome refused(ErrorCode code) {
        return refused(code.name());
    }

    public static Outcome refused(String code) {
        return new Outcome("refused", code);
    }
}
