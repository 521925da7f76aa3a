package org.tradepost.catalog;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/** Expects refusals. */
public final class Refusals {

    private Refusals() {}

    public static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .extracting(ProblemException::code)
                .isEqualTo(code);
    }
}
