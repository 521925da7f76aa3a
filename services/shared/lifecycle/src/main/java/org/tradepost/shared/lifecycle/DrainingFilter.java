package org.tradepost.shared.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Ends connections after their next answer while the service drains, so that callers' pools move to another replica. */
@Provider
@ApplicationScoped
public class DrainingFilter implements ContainerResponseFilter {

    @Inject
    Draining draining;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (draining.isBegun()) {
            response.getHeaders().putSingle("Connection", "close");
        }
    }
}
