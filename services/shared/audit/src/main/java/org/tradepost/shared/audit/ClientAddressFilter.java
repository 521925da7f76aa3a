package org.tradepost.shared.audit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Notes where a request comes from, before anybody can refuse it. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION - 100)
public class ClientAddressFilter implements ContainerRequestFilter {

    @Inject
    ClientAddress address;

    @Override
    public void filter(ContainerRequestContext request) {
        address.forwardedFor(request.getHeaderString("X-Forwarded-For"));
    }
}
