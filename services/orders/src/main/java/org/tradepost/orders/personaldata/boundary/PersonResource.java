package org.tradepost.orders.personaldata.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.ordering.boundary.OrderResponse;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** What orders knows about a person, for the export that users makes: their orders, addresses included. */
@Path("/internal/persons/{id}")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.PERSON_EXPORT)
@Produces(MediaType.APPLICATION_JSON)
public class PersonResource {

    @Inject
    OrderQueries queries;

    @GET
    public Page<OrderResponse> orders(
            @PathParam("id") UUID id, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        PageRequest request = PageRequest.ofText(limit, cursor, 1);
        List<OrderDetails> orders = queries.ofPerson(id, before(request), request.rowsToRead());
        return Page.of(orders, request, details -> List.of(details.order().id().toString()))
                .map(OrderResponse::of);
    }

    private static UUID before(PageRequest request) {
        try {
            return request.isFirst() ? null : UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }
}
