package org.tradepost.gateway.shedding.boundary;

import jakarta.servlet.http.HttpServletRequest;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.shared.problem.ProblemException;

/** Refuses at the door what could not be answered in time, the least critical first. Needs {@link InFlightFilter} around it. */
public final class LoadShedding implements Check {

    private static final String RETRY_AFTER_SECONDS = "1";

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        RouteClass kind = RouteClass.of(request.getMethod(), exchange.path());
        if (kind != RouteClass.HEALTH && !Passage.of(request).enter(kind)) {
            throw new ProblemException(GatewayError.OVERLOADED, "Too many requests at once; try again shortly")
                    .header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return new Outcome.Passed(exchange);
    }
}
