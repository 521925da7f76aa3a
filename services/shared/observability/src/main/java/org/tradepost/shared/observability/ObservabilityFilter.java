package org.tradepost.shared.observability;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.shared.observability.AnsweredCall.Peer;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.DeclaredRoute;
import org.tradepost.shared.rest.PublicPath;

/** Counts, times and records every call of a service when its answer is complete but for being written. */
@Provider
@ApplicationScoped
@Priority(ObservabilityFilter.AROUND_ALL_OTHERS)
public class ObservabilityFilter implements ContainerRequestFilter, ContainerResponseFilter {

    /** First at a request, last at its answer. */
    static final int AROUND_ALL_OTHERS = 50;

    /** What is known of a request when it has found its resource method; the thread that answers may know it no more. */
    private record Matched(String route, BusinessOperation operation, Peer from) {}

    private static final String PROPERTY = ObservabilityFilter.class.getName();

    @Context
    ResourceInfo resource;

    @Context
    HttpServletRequest connection;

    @Inject
    Config config;

    @Inject
    MetricRegistry registry;

    private HttpObservation observation;
    private BusinessOperations operations;

    @PostConstruct
    void open() {
        String service = config.getValue("tradepost.service.name", String.class);
        observation = HttpObservation.of(config, registry, service);
        operations = new BusinessOperations(registry, service);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(
                PROPERTY,
                new Matched(
                        DeclaredRoute.of(resource),
                        resource.getResourceMethod().getAnnotation(BusinessOperation.class),
                        peer(request)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Matched matched = request.getProperty(PROPERTY) instanceof Matched known
                ? known
                : new Matched(AnsweredCall.UNMATCHED, null, peer(request));
        observation.answered(new AnsweredCall(
                request.getMethod(),
                matched.route(),
                PublicPath.of(request.getUriInfo()),
                response.getStatus(),
                age(request),
                matched.from(),
                Correlation.of(request)));
        if (matched.operation() != null) {
            operations.ended(matched.operation().value(), response.getStatus());
        }
    }

    private Peer peer(ContainerRequestContext request) {
        return new Peer(connection.getRemoteAddr(), request.getHeaderString("User-Agent"));
    }

    private static Duration age(ContainerRequestContext request) {
        return request.getProperty(ArrivalFilter.PROPERTY) instanceof Long arrived
                ? Duration.ofNanos(System.nanoTime() - arrived)
                : Duration.ZERO;
    }
}
