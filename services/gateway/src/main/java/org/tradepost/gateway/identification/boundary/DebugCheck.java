package org.tradepost.gateway.identification.boundary;

import jakarta.servlet.http.HttpServletRequest;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.rest.Correlation;

/**
 * Has an administrator's request logged in full detail when its header asks for that; from anybody else the header is ignored. Must come
 * after the checks that find out who asks.
 */
public final class DebugCheck implements Check {

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        boolean debugged = Correlation.asksForDebug(request.getHeader(Correlation.DEBUG_HEADER))
                && exchange.caller() != null
                && exchange.caller().mayDebug();
        return new Outcome.Passed(debugged ? exchange.debugged() : exchange);
    }
}
