package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.jetty.client.Result;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.gateway.proxying.control.RouteDeadline;
import org.tradepost.gateway.proxying.control.UpstreamFailure;
import org.tradepost.gateway.proxying.control.UpstreamHealth;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.DebugLog;

/** One request on its way to a service, as guard and register know it. */
final class ProxiedCall {

    private static final Logger LOG = Logger.getLogger(ProxiedCall.class.getName());
    private static final String ATTRIBUTE = ProxiedCall.class.getName();

    private final String client;
    private final Correlation correlation;
    private final Guard guard;
    private volatile Guard.Passage passage;
    private final RequestsInFlight inFlight;
    private final long id;
    private final Deadline deadline;
    private final long began = System.nanoTime();

    private ProxiedCall(
            Exchange exchange,
            Guard guard,
            Guard.Passage passage,
            RequestsInFlight inFlight,
            long id,
            Deadline deadline) {
        this.client = ((Upstream) exchange.route().destination()).client();
        this.correlation = exchange.correlation();
        this.guard = guard;
        this.passage = passage;
        this.inFlight = inFlight;
        this.id = id;
        this.deadline = deadline;
    }

    /** @throws CallRefused if the service must not be called now */
    static ProxiedCall begin(HttpServletRequest request, Exchange exchange, Guards guards, RequestsInFlight inFlight) {
        String client = ((Upstream) exchange.route().destination()).client();
        Guard guard = guards.find(client).orElse(null);
        Guard.Passage passage = guard == null ? null : guard.enter();
        Deadline deadline = RouteDeadline.of(exchange.route(), request.getHeader("Prefer"));
        long id = inFlight.began(request.getMethod() + " " + exchange.route().prefix(), Optional.of(deadline));
        ProxiedCall call = new ProxiedCall(exchange, guard, passage, inFlight, id, deadline);
        request.setAttribute(ATTRIBUTE, call);
        return call;
    }

    static ProxiedCall of(HttpServletRequest request) {
        return (ProxiedCall) request.getAttribute(ATTRIBUTE);
    }

    /** Of the whole call: a second try has what the first left. */
    Deadline deadline() {
        return deadline;
    }

    /** Ends the first try; whether there may be another. */
    boolean again(Result first) {
        told(first);
        if (guard == null) {
            return true;
        }
        UpstreamHealth.tell(passage, first);
        if (!guard.mayRepeat()) {
            return false;
        }
        try {
            passage = guard.enter();
            return true;
        } catch (CallRefused refused) {
            return false;
        }
    }

    /** The service is well, and what follows is no call to wait for any more. */
    void streams() {
        inFlight.ended(id);
        if (passage != null) {
            passage.succeeded();
        }
    }

    void ended(Result result) {
        told(result);
        inFlight.ended(id);
        if (passage != null) {
            UpstreamHealth.tell(passage, result);
        }
    }

    private void told(Result result) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        DebugLog.fine(
                LOG,
                correlation,
                () -> client + " answered " + result.getResponse().getStatus() + " after "
                        + took.toMillis() + " ms"
                        + (result.isFailed() ? ", " + UpstreamFailure.summary(result.getFailure()) : ""));
    }

    void abandoned() {
        inFlight.ended(id);
        if (passage != null) {
            passage.abandoned();
        }
    }
}
