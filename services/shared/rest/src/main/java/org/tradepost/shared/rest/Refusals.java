package org.tradepost.shared.rest;

import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.problem.ProblemException;

/**
 * Makes an ordinary answer of a refusal that ends asynchronous work. The JAX-RS runtime would map it too, but takes a stage that fails
 * for a fault of ours and logs an error for each mistyped password and each order that cannot be had.
 */
public final class Refusals {

    private Refusals() {}

    /** The same stage, in which a refusal is an answer; any other failure stays one. */
    public static CompletionStage<Response> answered(CompletionStage<Response> work) {
        return work.exceptionally(Refusals::answer);
    }

    private static Response answer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return new ProblemMappers.ForProblem().toResponse(refusal);
            }
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }
}
