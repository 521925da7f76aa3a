package org.tradepost.shared.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

/**
 * Finds out who is calling, before the body is read. Whether they may is decided at once where there is no body, otherwise by
 * {@link PermissionAfterReading} as soon as it has been understood.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    @Inject
    AccessTokenVerifier tokens;

    @Inject
    CallerContext context;

    @Override
    public void filter(ContainerRequestContext request) {
        boolean debugWanted = Correlation.asksForDebug(request.getHeaderString(Correlation.DEBUG_HEADER));
        if (has(PublicEndpoint.class)) {
            if (debugWanted) {
                debugForAdministrator(request);
            }
            return;
        }
        if (!has(Authenticated.class) && !has(RequiresPermission.class)) {
            throw new ProblemException(CommonError.FORBIDDEN, "This is closed");
        }
        String token = BearerToken.of(request.getHeaderString("Authorization"));
        Caller caller = tokens.verify(token);
        context.set(caller, token);
        String other = request.getHeaderString(OnBehalfOf.HEADER);
        if (other != null) {
            caller = caller(other);
            context.actFor(caller);
        }
        Correlation correlation =
                Correlation.of(request).forUser(caller.userId().toString());
        (debugWanted && caller.mayDebug() ? correlation.debugged() : correlation).attachTo(request);
        if (!request.hasEntity()) {
            PermissionInterceptor.requirePermission(resource.getResourceMethod(), context.caller());
        }
    }

    /** For nothing else it matters who asks a public endpoint, so no token is refused here. */
    private void debugForAdministrator(ContainerRequestContext request) {
        try {
            if (tokens.verify(BearerToken.of(request.getHeaderString("Authorization")))
                    .mayDebug()) {
                Correlation.of(request).debugged().attachTo(request);
            }
        } catch (ProblemException nobodyKnown) {
            // Answered like any other.
        }
    }

    /** A code of its own: the service that asks must not take it for a failure of its own credentials, nor of this service. */
    private Caller caller(String token) {
        try {
            return tokens.verify(token);
        } catch (ProblemException refusal) {
            throw refusal.code() == CommonError.UNAUTHORIZED
                    ? new ProblemException(CommonError.CALLER_REFUSED, "The access token is not valid any more")
                    : refusal;
        }
    }

    private boolean has(Class<? extends Annotation> access) {
        return resource.getResourceMethod().isAnnotationPresent(access)
                || (!methodSaysSomething() && resource.getResourceClass().isAnnotationPresent(access));
    }

    /** What a method says about access replaces what its class says. */
    private boolean methodSaysSomething() {
        var method = resource.getResourceMethod();
        return method.isAnnotationPresent(PublicEndpoint.class)
                || method.isAnnotationPresent(Authenticated.class)
                || method.isAnnotationPresent(RequiresPermission.class);
    }
}
