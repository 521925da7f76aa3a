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
 * @param entrance who asks, and how he came in
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
        Entrance entrance,
        Correlation correlation,
        String traceparent,
        Map<String, String> headers,
        Route route,
        Caller caller,
        String authorization) {

    /** For answers that a browser shows; a page of our own says what it needs instead of the last. */
    public static final Map<String, String> PROTECTION = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'");

    private static final String ATTRIBUTE = Exchange.class.getName();

    public Exchange {
        headers = Map.copyOf(headers);
    }

    /** A request of which nothing is known yet but what it came with. */
    public static Exchange arriving(String path, Entrance entrance, Correlation correlation, String traceparent) {
        return new Exchange(path, null, entrance, correlation, traceparent, Map.of(), null, null, null);
    }

    /** Who asks. */
    public String clientAddress() {
        return entrance.address();
    }

    public static Exchange of(ServletRequest request) {
        return (Exchange) request.getAttribute(ATTRIBUTE);
    }

    /** The same request, on its way along a route. */
    public Exchange along(Route chosen, String safeQuery) {
        return new Exchange(
                path, safeQuery, entrance, correlation, traceparent, headers, chosen, caller, authorization);
    }

    /** The same request, whose answer will have these headers, too. */
    public Exchange answering(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Exchange(path, query, entrance, correlation, traceparent, all, route, caller, authorization);
    }

    /** The same request, made by somebody who is known now. */
    public Exchange by(Caller authenticated, String presented) {
        return new Exchange(path, query, entrance, correlation, traceparent, headers, route, authenticated, presented);
    }

    /** The same request, logged in full detail here and in the services. */
    public Exchange debugged() {
        return new Exchange(
                path, query, entrance, correlation.debugged(), traceparent, headers, route, caller, authorization);
    }

    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The headers that every answer of the gateway has, whoever made its body. */
    public void head(HttpServletResponse response) {
        response.setHeader(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        response.setHeader(Correlation.TRACEPARENT_HEADER, traceparent);
        PROTECTION.forEach(response::setHeader);
        headers.forEach(response::setHeader);
    }
}
