package org.tradepost.users.parking.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.parking.ParkedEventList;
import org.tradepost.shared.parking.SettleParked;
import org.tradepost.shared.parking.SettleParked.Settled;

/** The events that users set aside: which they are, and what shall become of them. */
@Path("/api/v1/admin/parked-events/users")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.USER_ADMIN)
public class ParkedEventsResource {

    @Inject
    ParkedEventList list;

    @Inject
    SettleParked settle;

    @GET
    public Response parked(
            @QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return list.page(limit, cursor).toResponse(uri);
    }

    @POST
    @Path("{id}/replay")
    public Settled replay(@PathParam("id") String id) {
        return settle.replay(id);
    }

    @POST
    @Path("{id}/discard")
    public Settled discard(@PathParam("id") String id) {
        return settle.discard(id);
    }
}
