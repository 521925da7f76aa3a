package org.tradepost.shared.resilience;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** How this process's calls to others go, and what it is answering; the gateway joins it with that of the other services. */
@Path("/internal/resilience")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.Internal.RESILIENCE_READ)
public class ResilienceResource {

    @Inject
    ClientGuards guards;

    @Inject
    RequestsInFlight inFlight;

    @GET
    public ResilienceReport report() {
        return new ResilienceReport(guards.reports(), inFlight.count(), inFlight.oldest());
    }
}
