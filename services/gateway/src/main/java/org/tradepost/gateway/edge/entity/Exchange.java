package org.tradepost.gateway.edge.entity;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.rest.Correlation;

/**
 * One request that was let in, as its answer needs to know it.
 *
 * @param path raw, guarded path
 * @param query raw query, safe to put into a URI; null when there is none
 * @param clientAddress who asks
 * @param correlation its request id and trace id
 * @param traceparent the caller's own when it was well-formed, else one made here
 * @param headers what the checks add to its answer, such as RateLimit
 * @param route where it goes; null while that is undecided
 * @param caller who was authenticated at the gateway; null when nobody was, which leaves it to the service to refuse
 * @param authorization credentials to present to the service instead of the caller's own; null for those
 */
public record Exchange(
        String path,
        String query,
        String clientAddress,
        Correlation correlation,
        String traceparent,
        Map<String, String> headers,
        Route route,
        Caller caller,
        String authorization) {

    private static final String ATTRIBUTE = Exchange.class.getName();

    public Exchange {
        headers = Map.copyOf(headers);
    }

    /** A request of which nothing is known yet but what it came with. */
    public static Exchange arriving(String path, String clientAddress, Correlation correlation, String traceparent) {
        return new Exchange(path, null, clientAddress, correlation, traceparent, Map.of(), null, null, null);
    }

    public static Exchange of(ServletRequest request) {
        return (Exchange) request.getAttribute(ATTRIBUTE);
    }

    /** The same request, on its way along a route. */
    public Exchange along(Route chosen, String safeQuery) {
        return new Exchange(
                path, safeQuery, clientAddress, correlation, traceparent, headers, chosen, caller, authorization);
    }

    /** The same request, whose answer will have these headers, too. */
    public Exchange answering(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Exchange(path, query, clientAddress, correlation, traceparent, all, route, caller, authorization);
    }

    /** The same request, made by somebody who is known now. */
    public Exchange by(Caller authenticated, String presented) {
        return new Exchange(
                path, query, clientAddress, correlation, traceparent, headers, route, authenticated, presented);
    }

    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The headers that every answer of the gateway has, whoever made its body. */
    public void head(HttpServletResponse response) {
        response.setHeader(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        response.setHeader(Correlation.TRACEPARENT_HEADER, traceparent);
        response.setHeader("X-Content-Type-Options", "nosniff");
        headers.forEach(response::setHeader);
    }
}
