package org.tradepost.shared.rest;

import io.opentelemetry.api.trace.Span;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.problem.Problem;

/** Gives each request its {@link Correlation}, returns the request id, and places problems in the request that they answer. */
@Provider
@PreMatching
@Priority(100)
public class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Logger LOG = Logger.getLogger(CorrelationFilter.class.getName());

    @Override
    public void filter(ContainerRequestContext request) {
        Correlation correlation = Correlation.of(
                request.getHeaderString(Correlation.REQUEST_ID_HEADER),
                request.getHeaderString(Correlation.TRACEPARENT_HEADER));
        correlation.attachTo(request);
        // The runtime notes queries, which may hold personal data.
        Span.current().setAttribute("url.query", "");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Correlation correlation = Correlation.of(request);
        response.getHeaders().putSingle(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        Object entity = response.getEntity();
        if (entity instanceof UnknownFailure failure) {
            LOG.log(Level.SEVERE, "request failed, trace id " + correlation.traceId(), failure.cause());
            entity = failure.problem();
        }
        if (entity instanceof Problem problem) {
            String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            response.setEntity(problem.at(PublicPath.of(request.getUriInfo()), now, correlation.traceId()));
            response.getHeaders().putSingle("Content-Type", Problem.MEDIA_TYPE);
        }
        Correlation.set(null);
    }
}
