package org.tradepost.gateway.edge.boundary;

import io.opentelemetry.api.trace.Span;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.control.Entrances;
import org.tradepost.gateway.edge.control.RefusalWatch;
import org.tradepost.gateway.edge.control.TargetGuard;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Destination;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.Route;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.DebugLog;

/**
 * Every request passes here first: its path is checked, its route found, and whatever else a {@link Check} demands. What may go to a
 * service is handed on to the proxy behind this filter; everything else is answered here.
 */
public final class EdgeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> NEVER_PROXIED = Set.of("TRACE", "CONNECT");
    private static final String FAILURE = EdgeFilter.class.getName();
    private static final Logger LOG = Logger.getLogger(EdgeFilter.class.getName());

    private final transient RouteTable routes;
    private final transient Entrances entrances;
    private final transient List<Check> onArrival;
    private final transient List<Check> onTheWay;
    private final transient Map<OwnEndpoint, Endpoint> endpoints;
    private final transient RefusalWatch watch;

    /**
     * @param onArrival checks that need nothing but the request
     * @param onTheWay checks that need to know its route
     * @param watch is told of refused credentials
     */
    public EdgeFilter(
            RouteTable routes,
            ClientAddresses addresses,
            List<Check> onArrival,
            List<Check> onTheWay,
            Map<OwnEndpoint, Endpoint> endpoints,
            RefusalWatch watch) {
        this.routes = routes;
        this.entrances = new Entrances(addresses);
        this.onArrival = List.copyOf(onArrival);
        this.onTheWay = List.copyOf(onTheWay);
        this.endpoints = endpoints;
        this.watch = watch;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = arrived(request);
        try {
            if (request.getAttribute(FAILURE) instanceof ProblemException refusal) {
                throw refusal;
            }
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                for (Check check : onArrival) {
                    Check.Outcome outcome = check.check(request, exchange);
                    if (outcome instanceof Check.Outcome.Answered answered) {
                        exchange = answered.exchange();
                        exchange.head(response);
                        answered.endpoint().answer(request, response, exchange);
                        return;
                    }
                    exchange = passed(outcome);
                }
                exchange = exchange.along(
                        route(request, exchange.path()), TargetGuard.safeQuery(request.getQueryString()));
                exchange.attachTo(request);
                Span.current()
                        .updateName(request.getMethod() + " " + exchange.route().prefix());
            }
            for (Check check : onTheWay) {
                switch (check.check(request, exchange)) {
                    case Check.Outcome.Passed passed -> exchange = passed.exchange();
                    case Check.Outcome.Answered answered ->
                        throw new IllegalStateException("a check on the way must not answer");
                    case Check.Outcome.Pending pending -> {
                        await(request, exchange.correlation(), pending.work());
                        return;
                    }
                }
            }
            exchange.attachTo(request);
            exchange.head(response);
            letIn(request, exchange);
            switch (exchange.route().destination()) {
                case Upstream upstream -> chain.doFilter(request, response);
                case OwnEndpoint own -> endpoints.get(own).answer(request, response, exchange);
            }
        } catch (ProblemException refusal) {
            if (refusal instanceof CredentialsRefused credentials) {
                watch.refused(credentials, exchange);
            }
            refused(exchange, refusal);
            ProblemAnswer.send(response, exchange, refusal);
        }
    }

    private static void letIn(HttpServletRequest request, Exchange exchange) {
        DebugLog.fine(
                LOG,
                exchange.correlation(),
                () -> request.getMethod() + " " + exchange.route().prefix() + " goes to "
                        + name(exchange.route().destination()) + "; limits "
                        + exchange.headers().getOrDefault("RateLimit", "none"));
    }

    private static void refused(Exchange exchange, ProblemException refusal) {
        DebugLog.fine(LOG, exchange.correlation(), () -> "refused with " + refusal.code());
    }

    private static String name(Destination destination) {
        return switch (destination) {
            case Upstream upstream -> upstream.name();
            case OwnEndpoint own -> own.name();
        };
    }

    private static Exchange passed(Check.Outcome outcome) {
        if (outcome instanceof Check.Outcome.Passed passed) {
            return passed.exchange();
        }
        throw new IllegalStateException("a check on arrival must not wait");
    }

    /** The checks on the way run again when the work is done; those on arrival counted the request already. */
    private static void await(HttpServletRequest request, Correlation correlation, Runnable work) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Thread.ofVirtual().name("gateway-check").start(() -> {
            try {
                correlation.during(work);
            } catch (ProblemException refusal) {
                request.setAttribute(FAILURE, refusal);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a check failed", e);
                request.setAttribute(
                        FAILURE, new ProblemException(CommonError.INTERNAL_ERROR, "This could not be checked"));
            }
            async.dispatch();
        });
    }

    private Exchange arrived(HttpServletRequest request) {
        Exchange known = Exchange.of(request);
        return known != null ? known : arrive(request);
    }

    private Exchange arrive(HttpServletRequest request) {
        String given = request.getHeader(Correlation.TRACEPARENT_HEADER);
        Correlation correlation = Correlation.of(request.getHeader(Correlation.REQUEST_ID_HEADER), given);
        boolean traced = Span.current().getSpanContext().isValid();
        // The container notes queries, which may hold personal data.
        Span.current().setAttribute("url.query", "");
        boolean accepted = !traced && given != null && given.startsWith(correlation.traceId(), 3);
        Exchange arriving = Exchange.arriving(
                request.getRequestURI(),
                entrances.of(request),
                correlation,
                accepted ? given : correlation.traceparent());
        arriving.attachTo(request);
        return arriving;
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
}
