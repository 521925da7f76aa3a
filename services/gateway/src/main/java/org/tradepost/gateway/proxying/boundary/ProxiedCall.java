package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.jetty.client.Result;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.gateway.proxying.control.RouteDeadline;
import org.tradepost.gateway.proxying.control.UpstreamHealth;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;

/** One request on its way to a service, as guard and register know it. */
final class ProxiedCall {

    private static final String ATTRIBUTE = ProxiedCall.class.getName();

    private final Guard guard;
    private volatile Guard.Passage passage;
    private final RequestsInFlight inFlight;
    private final long id;
    private final Deadline deadline;

    private ProxiedCall(Guard guard, Guard.Passage passage, RequestsInFlight inFlight, long id, Deadline deadline) {
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
        ProxiedCall call = new ProxiedCall(guard, passage, inFlight, id, deadline);
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

    void ended(Result result) {
        inFlight.ended(id);
        if (passage != null) {
            UpstreamHealth.tell(passage, result);
        }
    }

    void abandoned() {
        inFlight.ended(id);
        if (passage != null) {
            passage.abandoned();
        }
    }
}
