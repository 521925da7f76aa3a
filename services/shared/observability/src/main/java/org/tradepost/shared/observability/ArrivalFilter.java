package org.tradepost.shared.observability;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Notes when a request arrived, before anything else looks at it. */
@Provider
@PreMatching
@Priority(ObservabilityFilter.AROUND_ALL_OTHERS)
public class ArrivalFilter implements ContainerRequestFilter {

    static final String PROPERTY = ArrivalFilter.class.getName();

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(PROPERTY, System.nanoTime());
    }
}
