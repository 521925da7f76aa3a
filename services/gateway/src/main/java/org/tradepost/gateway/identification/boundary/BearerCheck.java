package org.tradepost.gateway.identification.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.identity.TokenVerifier.Verdict;

/** Finds out whose access token a request carries. One that is not good is left to the service to refuse. */
public final class BearerCheck implements Check {

    private static final String BEARER = "bearer ";
    private static final String ASKED = BearerCheck.class.getName();

    private final TokenVerifier tokens;

    public BearerCheck(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        Optional<String> token = exchange.caller() == null ? bearerToken(request) : Optional.empty();
        if (token.isEmpty()) {
            return new Outcome.Passed(exchange);
        }
        return switch (tokens.check(token.get())) {
            case Verdict.Trusted trusted -> new Outcome.Passed(exchange.by(trusted.caller(), null));
            case Verdict.KeyUnknown unknown -> fetchOnce(request, exchange, token.get());
            case Verdict.Refused refused -> new Outcome.Passed(exchange);
            case Verdict.Undecided undecided -> new Outcome.Passed(exchange);
        };
    }

    /** A key that is not known after the keys were fetched is nobody's. */
    private Outcome fetchOnce(HttpServletRequest request, Exchange exchange, String token) {
        if (request.getAttribute(ASKED) != null) {
            return new Outcome.Passed(exchange);
        }
        request.setAttribute(ASKED, true);
        return new Outcome.Pending(() -> tokens.checkPatiently(token));
    }

    private static Optional<String> bearerToken(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
