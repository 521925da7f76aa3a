package org.tradepost.gateway.proxying.control;

import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.HttpFailures;

/** Reads from the end of a call whether the service that was called is well. */
public final class UpstreamHealth {

    private UpstreamHealth() {}

    /** Tells the guard. What clients do to their own requests, or do not read of their answers, is held against no service. */
    public static void tell(Guard.Passage passage, Result result) {
        Response response = result.getResponse();
        if (response != null && response.getStatus() > 0) {
            String failure = failure(response);
            if (failure != null) {
                passage.failed(failure);
            } else {
                passage.succeeded();
            }
            return;
        }
        Throwable failure = result.getFailure();
        if (failure == null || isOurs(failure)) {
            passage.abandoned();
        } else {
            passage.failed(HttpFailures.of(failure));
        }
    }

    /** A 503 that says when to come back is a refusal by a service that is well, whatever is behind it. */
    private static String failure(Response response) {
        boolean refusal = response.getStatus() == 503 && response.getHeaders().contains("Retry-After");
        return refusal ? null : HttpFailures.of(response.getStatus());
    }

    private static boolean isOurs(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge
                    || cause instanceof TooSlow
                    || cause instanceof UnreadableBody
                    || cause instanceof RejectedExecutionException) {
                return true;
            }
        }
        return false;
    }
}
