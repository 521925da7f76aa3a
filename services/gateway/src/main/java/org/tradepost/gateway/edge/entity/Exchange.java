package org.tradepost.gateway.edge.entity;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.tradepost.shared.rest.Correlation;

/**
 * One request that was let in, as its answer needs to know it.
 *
 * @param path raw, guarded path
 * @param query raw query, safe to put into a URI; null when there is none
 * @param clientAddress who asks
 * @param correlation its request id and trace id
 * @param traceparent the caller's own when it was well-formed, else one made here
 * @param rateLimit value of the RateLimit header; null where no limit applies
 * @param rateLimitPolicy value of the RateLimit-Policy header
 * @param route where it goes; null while that is undecided
 */
public record Exchange(
        String path,
        String query,
        String clientAddress,
        Correlation correlation,
        String traceparent,
        String rateLimit,
        String rateLimitPolicy,
        Route route) {

    private static final String ATTRIBUTE = Exchange.class.getName();

    public static Exchange of(ServletRequest request) {
        return (Exchange) request.getAttribute(ATTRIBUTE);
    }

    /** The same request, on its way along a route. */
    public Exchange along(Route chosen, String safeQuery) {
        return new Exchange(
                path, safeQuery, clientAddress, correlation, traceparent, rateLimit, rateLimitPolicy, chosen);
    }

    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The headers that every answer of the gateway has, whoever made its body. */
    public void head(HttpServletResponse response) {
        response.setHeader(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        response.setHeader(Correlation.TRACEPARENT_HEADER, traceparent);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (rateLimit != null) {
            response.setHeader("RateLimit", rateLimit);
            response.setHeader("RateLimit-Policy", rateLimitPolicy);
        }
    }
}
