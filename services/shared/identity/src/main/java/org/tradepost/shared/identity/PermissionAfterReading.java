package org.tradepost.shared.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Refuses with 403 between reading the body, which may be refused with 400, and validating it, which may be refused with 422. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHORIZATION)
public class PermissionAfterReading implements ReaderInterceptor {

    @Context
    ResourceInfo resource;

    @Inject
    CallerContext context;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext reading) throws IOException, WebApplicationException {
        Object body = reading.proceed();
        if (context.optionalCaller().isPresent()) {
            PermissionInterceptor.requirePermission(resource.getResourceMethod(), context.caller());
        }
        return body;
    }
}
