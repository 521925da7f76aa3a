package org.tradepost.gateway.shedding.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.shared.observability.AnsweredCall;

/** Around everything else: sees when a request has been answered, however that ended. */
public final class InFlightFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient ConcurrencyGate gate;
    private final transient Consumer<AnsweredCall> calls;

    /** @param calls is told of each call that was answered, let in or not */
    public InFlightFilter(ConcurrencyGate gate, Consumer<AnsweredCall> calls) {
        this.gate = gate;
        this.calls = calls;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Passage passage = Passage.of(request);
        if (passage == null) {
            passage = new Passage(gate, request, response, calls);
            passage.attachTo(request);
        }
        passage.dispatchBegins();
        try {
            chain.doFilter(new Followed(request, passage), response);
        } finally {
            passage.dispatchEnds();
        }
    }

    /** Listens from the very moment that asynchronous work begins: later it may be over already. */
    private static final class Followed extends HttpServletRequestWrapper {

        private final Passage passage;

        Followed(HttpServletRequest request, Passage passage) {
            super(request);
            this.passage = passage;
        }

        @Override
        public AsyncContext startAsync() {
            AsyncContext async = super.startAsync();
            passage.follow(async);
            return async;
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            AsyncContext async = super.startAsync(request, response);
            passage.follow(async);
            return async;
        }
    }
}
