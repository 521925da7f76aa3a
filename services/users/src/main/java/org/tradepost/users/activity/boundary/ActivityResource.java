package org.tradepost.users.activity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.control.ActivityFeed;

/** What a user has done lately: their own, or anybody's for an administrator. */
@Path("/api/v1/users/{id}/activity")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ActivityResource {

    @Inject
    CallerContext callers;

    @Inject
    Accounts accounts;

    @Inject
    ActivityFeed feed;

    @GET
    @RequiresPermission(Permissions.USER_READ)
    public Response activity(
            @PathParam("id") UUID id,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        callers.caller().requireOwnerOrAdmin(id);
        PageRequest request = PageRequest.ofText(limit, cursor, ActivityFeed.CURSOR_KEYS);
        UserId user = accounts.require(new UserId(id)).id();
        return feed.page(user, request).toResponse(uri);
    }
}
