package org.tradepost.gateway.signing.boundary;

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
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.signing.entity.VerifiedRequest;
import org.tradepost.shared.signing.MessageSigner;

/**
 * Holds back the answer to a signed request until it is whole, and signs it, whoever makes it. Stands before everything else. A stream
 * is never whole and goes out unsigned.
 */
public final class SignedAnswerFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient MessageSigner signer;

    public SignedAnswerFilter(MessageSigner signer) {
        this.signer = signer;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VerifiedRequest verified = VerifiedRequest.of(request);
        if (verified == null || isStream(request)) {
            chain.doFilter(request, response);
            return;
        }
        SignedAnswer answer = new SignedAnswer(response, verified.message(), signer);
        chain.doFilter(new AnsweredLater(request, answer), answer);
        if (!request.isAsyncStarted()) {
            answer.finish();
        }
    }

    private static boolean isStream(HttpServletRequest request) {
        Exchange exchange = Exchange.of(request);
        return exchange != null && exchange.route() != null && exchange.route().isStream();
    }

    /** Whoever ends the request on another thread ends the answer, too. */
    private static final class AnsweredLater extends HttpServletRequestWrapper {

        private final SignedAnswer answer;

        AnsweredLater(HttpServletRequest request, SignedAnswer answer) {
            super(request);
            this.answer = answer;
        }

        @Override
        public AsyncContext startAsync() {
            return new SignedCompletion(super.startAsync(), answer);
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            return startAsync();
        }

        @Override
        public AsyncContext getAsyncContext() {
            return new SignedCompletion(super.getAsyncContext(), answer);
        }
    }
}
