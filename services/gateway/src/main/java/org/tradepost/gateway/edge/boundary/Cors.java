package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.tradepost.gateway.edge.control.CorsRules;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Answers browsers that ask whether a page of another origin may use the API; no service is bothered. Off unless configured. */
public final class Cors implements Check {

    private static final int NO_CONTENT = 204;

    private final CorsRules rules;

    public Cors(CorsRules rules) {
        this.rules = rules;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        if (rules.isOff()) {
            return new Outcome.Passed(exchange);
        }
        Map<String, String> fields = new HashMap<>(Map.of("Vary", "Origin"));
        String origin = request.getHeader("Origin");
        boolean allowed = origin != null && rules.allows(origin);
        String method = request.getHeader("Access-Control-Request-Method");
        if (origin != null && method != null && "OPTIONS".equals(request.getMethod())) {
            if (!allowed
                    || !rules.allowsMethod(method)
                    || !rules.allowsHeaders(request.getHeader("Access-Control-Request-Headers"))) {
                throw new ProblemException(
                                CommonError.FORBIDDEN, "Pages of this origin may not send such requests here")
                        .header("Vary", "Origin");
            }
            fields.putAll(rules.preflightAnswer(origin));
            return new Outcome.Answered(
                    exchange.answering(fields), (asked, response, answered) -> response.setStatus(NO_CONTENT));
        }
        if (allowed) {
            fields.putAll(rules.answer(origin));
        }
        return new Outcome.Passed(exchange.answering(fields));
    }
}
