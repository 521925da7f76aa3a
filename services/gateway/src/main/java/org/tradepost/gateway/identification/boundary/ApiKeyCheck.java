package org.tradepost.gateway.identification.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.identification.control.KeyExchange;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.identification.entity.KeyVerdict;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Takes an API key in {@code X-API-Key} for what it is worth: the services get a short access token instead, never the key. What is
 * no key by its shape or checksum is refused without asking anybody. Leaves the key's own limit as a {@link KeyAllowance} under that
 * class's name among the request's attributes.
 */
public final class ApiKeyCheck implements Check {

    public static final String HEADER = "X-API-Key";

    private static final String VERDICT = KeyVerdict.class.getName();

    private final KeyExchange keys;

    public ApiKeyCheck(KeyExchange keys) {
        this.keys = keys;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        Enumeration<String> presented = request.getHeaders(HEADER);
        if (presented == null || !presented.hasMoreElements()) {
            return new Outcome.Passed(exchange);
        }
        String text = presented.nextElement();
        if (presented.hasMoreElements()) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "Send one " + HEADER);
        }
        if (request.getHeader("Authorization") != null) {
            throw new ProblemException(
                    CommonError.MALFORMED_REQUEST, "Send either " + HEADER + " or Authorization, not both");
        }
        ApiKeySecret key = ApiKeySecret.parse(text).orElseThrow(ApiKeyCheck::refused);
        if (request.getAttribute(VERDICT) instanceof KeyVerdict verdict) {
            return outcome(verdict, request, exchange);
        }
        Optional<KeyVerdict> known = keys.known(key);
        return known.isPresent()
                ? outcome(known.get(), request, exchange)
                : new Outcome.Pending(() -> request.setAttribute(VERDICT, keys.ask(key)));
    }

    private static Outcome outcome(KeyVerdict verdict, HttpServletRequest request, Exchange exchange) {
        return switch (verdict) {
            case KeyVerdict.Admitted good -> {
                request.setAttribute(KeyAllowance.class.getName(), good.allowance());
                yield new Outcome.Passed(exchange.by(good.caller(), good.authorization()));
            }
            case KeyVerdict.Refused bad -> throw refused();
        };
    }

    /** The same for every reason. */
    private static ProblemException refused() {
        return CredentialsRefused.apiKey(CommonError.UNAUTHORIZED, "The API key is not valid")
                .header("WWW-Authenticate", "Bearer");
    }
}
