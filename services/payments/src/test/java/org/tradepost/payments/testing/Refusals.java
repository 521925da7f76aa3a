package org.tradepost.payments.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/** What a refusal has to look like. */
public final class Refusals {
    private Refusals() {}

    public static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(ProblemException::code)
                .isEqualTo(code);
    }
}
