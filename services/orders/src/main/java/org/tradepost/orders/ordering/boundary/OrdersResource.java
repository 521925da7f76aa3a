package org.tradepost.orders.ordering.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.rest.EntityTags;

/** Reading orders: one's own, or anybody's for administrators. */
@RequestScoped
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.ORDER_READ)
public class OrdersResource {

    @Inject
    OrderQueries queries;

    @Inject
    CallerContext callers;

    @GET
    public Response list(
            @QueryParam("userId") String userId,
            @QueryParam("status") String status,
            @QueryParam("channel") String channel,
            @QueryParam("reference") String reference,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        OrderReader.ListQuery query = new OrderReader.ListQuery(userId, status, channel, reference, limit, cursor);
        return reader().list(query).toResponse(uri);
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        OrderResponse order = reader().order(id);
        return Response.ok(order)
                .header(HttpHeaders.ETAG, EntityTags.of(order.version()))
                .build();
    }

    @GET
    @Path("{id}/timeline")
    public Response timeline(
            @PathParam("id") String id,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return reader().timeline(id, limit, cursor).toResponse(uri);
    }

    private OrderReader reader() {
        return new OrderReader(queries, callers.caller());
    }
}
