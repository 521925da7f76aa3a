package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.ProblemException;

/** Sends away who comes when the gateway is about to stop. */
public final class OpeningHours implements Check {

    private final Runnable requireOpen;

    /**
     * @param requireOpen throws a {@link ProblemException} when it is too late
     */
    public OpeningHours(Runnable requireOpen) {
        this.requireOpen = requireOpen;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        requireOpen.run();
        return new Outcome.Passed(exchange);
    }
}
