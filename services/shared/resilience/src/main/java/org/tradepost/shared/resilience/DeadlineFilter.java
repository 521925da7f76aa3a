package org.tradepost.shared.resilience;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DeclaredRoute;

/** Reads the {@link Deadline} that a request brings along, refuses what came too late, and keeps count of what is being answered. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION - 100)
public class DeadlineFilter implements ContainerRequestFilter, ContainerResponseFilter {

    /** Names the request among those in flight. */
    static final String PROPERTY = DeadlineFilter.class.getName();

    @Context
    ResourceInfo resource;

    @Inject
    RequestDeadline request;

    @Inject
    RequestsInFlight inFlight;

    /** @throws ProblemException 504 when the time is up already */
    @Override
    public void filter(ContainerRequestContext context) {
        Optional<Deadline> deadline = Deadline.of(context.getHeaderString(Deadline.HEADER));
        deadline.ifPresent(request::set);
        String route = context.getMethod() + " " + DeclaredRoute.of(resource);
        context.setProperty(PROPERTY, inFlight.began(route, deadline));
        deadline.ifPresent(Deadline::requireLeft);
    }

    /** An answer with a body ends when {@link AnswerWritten that is written}. */
    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        boolean written = response.hasEntity() && !context.getMethod().equals(HttpMethod.HEAD);
        if (!written && context.getProperty(PROPERTY) instanceof Long id) {
            inFlight.ended(id);
        }
    }
}
