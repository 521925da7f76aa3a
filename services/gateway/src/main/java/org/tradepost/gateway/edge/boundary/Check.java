package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.ProblemException;

/**
 * Something that is found out about a request at the door. Checks run one after another on the container's thread and never wait;
 * what takes a call to a service says {@link Outcome.Pending}, and all checks run again when its answer is there.
 */
public interface Check {

    /** @throws ProblemException when the request may not go on */
    Outcome check(HttpServletRequest request, Exchange exchange);

    /** What a check says of a request that it does not refuse. */
    sealed interface Outcome {

        /** It goes on, and this is known of it now. */
        record Passed(Exchange exchange) implements Outcome {}

        /** It is answered without going anywhere; only checks on arrival may say so. */
        record Answered(Exchange exchange, Endpoint endpoint) implements Outcome {}

        /**
         * Something must be awaited first.
         *
         * @param work runs on a thread of its own and leaves what it found where the check finds it when it is asked again; what it
         *     throws is the answer to the request
         */
        record Pending(Runnable work) implements Outcome {}
    }
}
