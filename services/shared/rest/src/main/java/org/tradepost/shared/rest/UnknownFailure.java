package org.tradepost.shared.rest;

import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.Problem;

/** A failure nobody foresaw, on its way to {@link CorrelationFilter}, which logs it under the trace id that the caller is told. */
record UnknownFailure(Throwable cause) {

    Problem problem() {
        return Problem.of(
                CommonError.INTERNAL_ERROR, "Something went wrong on our side; the trace id names it in our logs");
    }
}
