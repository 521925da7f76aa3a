package org.tradepost.gateway.shedding.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;

/** One request on its way through the gateway. Its place is given back once, whichever of several ends comes first. */
final class Passage implements AsyncListener {

    private static final String ATTRIBUTE = Passage.class.getName();

    private final ConcurrencyGate gate;
    private final HttpServletResponse response;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ConcurrencyGate.Place place;
    /** Whether the current dispatch has started asynchronous work; of interest to its own thread only. */
    private boolean asynchronous;

    Passage(ConcurrencyGate gate, HttpServletResponse response) {
        this.gate = gate;
        this.response = response;
    }

    static Passage of(ServletRequest request) {
        return (Passage) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Whether there is a place for this request. */
    boolean enter(RouteClass kind) {
        place = gate.enter(kind);
        return place != null;
    }

    /** From here on the container says when the answer is complete. */
    void follow(AsyncContext async) {
        asynchronous = true;
        async.addListener(this);
    }

    void dispatchBegins() {
        asynchronous = false;
    }

    /** Gives the place back unless this dispatch has left the answer to somebody else. */
    void dispatchEnds() {
        if (!asynchronous) {
            end(status());
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end(status());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(HttpServletResponse.SC_GATEWAY_TIMEOUT);
    }

    @Override
    public void onError(AsyncEvent event) {
        end(0);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Followed where it was started.
    }

    private int status() {
        return response.getStatus();
    }

    private void end(int status) {
        ConcurrencyGate.Place taken = place;
        if (taken != null && ended.compareAndSet(false, true)) {
            gate.leave(taken, status);
        }
    }
}
