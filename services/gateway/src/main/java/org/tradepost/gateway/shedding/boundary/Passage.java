package org.tradepost.gateway.shedding.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.tradepost.gateway.edge.entity.AnswerBegun;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.shedding.control.StreamGate;
import org.tradepost.gateway.shedding.entity.StreamRefusal;
import org.tradepost.shared.observability.AnsweredCall;
import org.tradepost.shared.observability.AnsweredCall.Peer;
import org.tradepost.shared.rest.Correlation;

/** One request on its way through the gateway. It ends once, whichever of several ends comes first: then its place is given back. */
final class Passage implements AsyncListener {

    private static final String ATTRIBUTE = Passage.class.getName();

    /** What servers in the field count a call as whose caller went away before its answer; HTTP has no status for it. */
    private static final int BROKEN_OFF = 499;

    private final ConcurrencyGate gate;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Consumer<AnsweredCall> calls;
    private final long arrived = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ConcurrencyGate.Place place;
    private volatile Runnable leaveStreams = () -> {};
    /** Whether the current dispatch has started asynchronous work; of interest to its own thread only. */
    private boolean asynchronous;

    Passage(
            ConcurrencyGate gate,
            HttpServletRequest request,
            HttpServletResponse response,
            Consumer<AnsweredCall> calls) {
        this.gate = gate;
        this.request = request;
        this.response = response;
        this.calls = calls;
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

    /**
     * Takes a place among the streams.
     *
     * @return why there is none; empty for a place
     */
    Optional<StreamRefusal> enter(StreamGate streams, String address) {
        Optional<StreamRefusal> refusal = streams.enter(address);
        if (refusal.isEmpty()) {
            leaveStreams = () -> streams.leave(address);
        }
        return refusal;
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
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        ConcurrencyGate.Place taken = place;
        if (taken != null) {
            gate.leave(taken, status);
        }
        leaveStreams.run();
        // Nobody waits for the end of a stream: its client goes away when it has enough.
        OptionalLong begun = AnswerBegun.of(request);
        int told = begun.isPresent() ? HttpServletResponse.SC_OK : status;
        calls.accept(answered(told == 0 ? BROKEN_OFF : told, begun.orElseGet(System::nanoTime)));
    }

    private AnsweredCall answered(int status, long at) {
        Exchange exchange = Exchange.of(request);
        boolean routed = exchange != null && exchange.route() != null;
        return new AnsweredCall(
                request.getMethod(),
                routed ? exchange.route().prefix() : AnsweredCall.UNMATCHED,
                request.getRequestURI(),
                status,
                Duration.ofNanos(at - arrived),
                new Peer(
                        exchange == null ? request.getRemoteAddr() : exchange.clientAddress(),
                        request.getHeader("User-Agent")),
                exchange == null ? Correlation.of(null, null) : correlation(exchange));
    }

    private static Correlation correlation(Exchange exchange) {
        return exchange.caller() == null
                ? exchange.correlation()
                : exchange.correlation().forUser(exchange.caller().userId().toString());
    }
}
