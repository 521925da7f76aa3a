package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.control.TargetGuard;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.Route;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.gateway.limits.control.RateLimit;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

/**
 * Every request passes here first: it is counted, its path checked, its route found. What may go to a service is handed on to
 * the proxy behind this filter; everything else is answered here.
 */
public final class EdgeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> NEVER_PROXIED = Set.of("TRACE", "CONNECT");

    private final transient RouteTable routes;
    private final transient ClientAddresses addresses;
    private final transient RateLimit requests;
    private final transient RateLimit logins;
    private final transient Map<OwnEndpoint, Endpoint> endpoints;

    public EdgeFilter(
            RouteTable routes,
            ClientAddresses addresses,
            RateLimit requests,
            RateLimit logins,
            Map<OwnEndpoint, Endpoint> endpoints) {
        this.routes = routes;
        this.addresses = addresses;
        this.requests = requests;
        this.logins = logins;
        this.endpoints = endpoints;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String client = addresses.of(request.getRemoteAddr(), forwardedFor(request));
        // Probes are not counted: a crowded platform must not look dead.
        boolean probe = path != null && path.startsWith(RouteTable.HEALTH);
        Verdict verdict = probe ? null : admit(client, path, request.getMethod());
        Exchange arrived = arrive(request, path, client, verdict);
        try {
            if (verdict != null && !verdict.allowed()) {
                throw new ProblemException(CommonError.RATE_LIMITED, "Too many requests from this address")
                        .header("Retry-After", Long.toString(verdict.retryAfterSeconds()));
            }
            Exchange exchange = arrived.along(route(request, path), TargetGuard.safeQuery(request.getQueryString()));
            exchange.attachTo(request);
            exchange.head(response);
            switch (exchange.route().destination()) {
                case Upstream upstream -> chain.doFilter(request, response);
                case OwnEndpoint own -> endpoints.get(own).answer(request, response, exchange);
            }
        } catch (ProblemException refusal) {
            ProblemAnswer.send(response, arrived, refusal);
        }
    }

    private Verdict admit(String client, String path, String method) {
        String key = ClientAddresses.limitKey(client);
        Verdict verdict = requests.admit(key);
        return verdict.allowed() && RouteTable.LOGIN.equals(path) && "POST".equals(method)
                ? logins.admit(key)
                : verdict;
    }

    private static Exchange arrive(HttpServletRequest request, String path, String client, Verdict verdict) {
        String given = request.getHeader(Correlation.TRACEPARENT_HEADER);
        Correlation correlation = Correlation.of(request.getHeader(Correlation.REQUEST_ID_HEADER), given);
        boolean accepted = given != null && given.startsWith(correlation.traceId(), 3);
        return new Exchange(
                path,
                null,
                client,
                correlation,
                accepted ? given : correlation.traceparent(),
                verdict == null ? null : verdict.state(),
                verdict == null ? null : verdict.policy(),
                null);
    }

    private Route route(HttpServletRequest request, String path) {
        TargetGuard.checkPath(path);
        String method = request.getMethod();
        Route route = routes.find(path)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is nothing at this path"));
        if (NEVER_PROXIED.contains(method) || !route.allows(method)) {
            throw new ProblemException(CommonError.METHOD_NOT_ALLOWED, "This method cannot be used here")
                    .header("Allow", String.join(", ", allowed(route)));
        }
        if (route.destination() instanceof Upstream && request.getContentLengthLong() > route.bodyLimit()) {
            // The rest of the body is not read, so the connection cannot be used again.
            throw new ProblemException(
                            CommonError.PAYLOAD_TOO_LARGE, "At most " + route.bodyLimit() + " bytes are accepted here")
                    .header("Connection", "close");
        }
        return route;
    }

    private static Iterable<String> allowed(Route route) {
        return route.methods().isEmpty()
                ? Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                : route.methods();
    }

    private String forwardedFor(HttpServletRequest request) {
        return addresses.trustsAnybody()
                ? String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")))
                : null;
    }
}
