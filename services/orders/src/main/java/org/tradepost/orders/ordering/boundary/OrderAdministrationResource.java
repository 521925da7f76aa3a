package org.tradepost.orders.ordering.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** Everybody's orders by status, above all those that need attention. */
@RequestScoped
@Path("/api/v1/admin/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.ORDER_ADMIN)
public class OrderAdministrationResource {

    @Inject
    OrderQueries queries;

    @Inject
    CallerContext callers;

    @GET
    public Response list(
            @QueryParam("status") String status,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return new OrderReader(queries, callers.caller())
                .everybodys(status, limit, cursor)
                .toResponse(uri);
    }
}
