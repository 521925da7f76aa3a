package org.tradepost.gateway.limits.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.limits.control.RateLimit;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Counts the requests of each client address. */
public final class AddressLimits implements Check {

    private final RateLimit requests;
    private final RateLimit logins;

    public AddressLimits(RateLimit requests, RateLimit logins) {
        this.requests = requests;
        this.logins = logins;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        // Probes are not counted: a crowded platform must not look dead.
        if (exchange.path() != null && exchange.path().startsWith(RouteTable.HEALTH)) {
            return new Outcome.Passed(exchange);
        }
        Verdict verdict = admit(exchange, request.getMethod());
        Map<String, String> headers = Map.of("RateLimit", verdict.state(), "RateLimit-Policy", verdict.policy());
        if (!verdict.allowed()) {
            ProblemException refusal =
                    new ProblemException(CommonError.RATE_LIMITED, "Too many requests from this address");
            refusal.header("Retry-After", Long.toString(verdict.retryAfterSeconds()));
            headers.forEach(refusal::header);
            throw refusal;
        }
        return new Outcome.Passed(exchange.answering(headers));
    }

    private Verdict admit(Exchange exchange, String method) {
        String key = ClientAddresses.limitKey(exchange.clientAddress());
        Verdict verdict = requests.admit(key);
        return verdict.allowed() && RouteTable.LOGIN.equals(exchange.path()) && "POST".equals(method)
                ? logins.admit(key)
                : verdict;
    }
}
