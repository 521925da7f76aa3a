package org.tradepost.shared.lifecycle;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.tradepost.shared.problem.ProblemException;

/**
 * Ends connections after their next answer while the service drains, so that callers' pools move to another replica, and sends away
 * who still comes when it is over. Other services are served to the end: they ask for the sake of what has begun.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION - 200)
public class DrainingFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String BETWEEN_SERVICES = "internal/";

    @Inject
    Draining draining;

    /** @throws ProblemException 503 when it is too late to begin anything */
    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith(BETWEEN_SERVICES, path.startsWith("/") ? 1 : 0)) {
            draining.requireOpen();
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (draining.isBegun()) {
            response.getHeaders().putSingle("Connection", "close");
        }
    }
}
