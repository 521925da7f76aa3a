package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradepost.gateway.edge.control.MessageRules;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Refuses requests whose head is ambiguous or too large, and ends their connection. The container repairs much of what RFC 9112
 * wants refused; a proxy in front may repair it otherwise, and what the two disagree on is how requests are smuggled. What cannot
 * be seen here any more (odd chunk sizes, a Content-Length that the container dropped for being no number) cannot smuggle either: no
 * connection outlives a chunked request, nor one that should have a body and does not say how long.
 */
public final class MessageGuard implements Check {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
    private static final Map<String, String> LAST = Map.of("Connection", "close");

    private final MessageRules rules;
    private final Set<String> allowedHosts;

    /** @param allowedHosts names that may be asked for; any when empty */
    public MessageGuard(MessageRules rules, List<String> allowedHosts) {
        this.rules = rules;
        this.allowedHosts =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        try {
            rules.checkSize(request);
            rules.checkFields(request);
            rules.checkFraming(request);
            rules.checkHost(request);
            if (!allowedHosts.isEmpty()
                    && !allowedHosts.contains(exchange.entrance().hostName())) {
                throw new ProblemException(CommonError.MISDIRECTED_REQUEST, "This host is not served here");
            }
        } catch (ProblemException refusal) {
            throw refusal.header("Connection", "close");
        }
        boolean framed = request.getHeader("Content-Length") != null;
        return new Outcome.Passed(
                framed || WITHOUT_BODY.contains(request.getMethod()) && !isChunked(request)
                        ? exchange
                        : exchange.answering(LAST));
    }

    private static boolean isChunked(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }
}
