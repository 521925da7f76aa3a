package org.tradepost.users.account.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.UserId;

/** What other services may ask about a user. */
@Path("/internal/users/{id}/standing")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.USER_STANDING)
@Produces(MediaType.APPLICATION_JSON)
public class StandingResource {

    @Inject
    Accounts accounts;

    @GET
    public StandingResponse standing(@PathParam("id") UUID id) {
        return StandingResponse.of(accounts.require(new UserId(id)));
    }
}
