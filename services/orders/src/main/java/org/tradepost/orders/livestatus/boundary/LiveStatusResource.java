package org.tradepost.orders.livestatus.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.function.BooleanSupplier;
import org.tradepost.orders.livestatus.control.LiveStatus;
import org.tradepost.orders.livestatus.control.OrderStream;
import org.tradepost.orders.ordering.boundary.OrderReader;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Following an order: what has happened, then what happens, as server-sent events. */
@RequestScoped
@Path("/api/v1/orders")
@RequiresPermission(Permissions.ORDER_READ)
public class LiveStatusResource {

    @Inject
    OrderQueries queries;

    @Inject
    CallerContext callers;

    @Inject
    AccessTokenVerifier tokens;

    @Inject
    LiveStatus liveStatus;

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Order order = new OrderReader(queries, callers.caller()).head(id);
        long lastSeen = ResumePoint.of(lastEventId, order.version());
        if (order.status().isFinal() && lastSeen == order.version()) {
            // After that an EventSource does not come back. No more than a refusal is it a stream.
            throw new WebApplicationException(Response.noContent().build());
        }
        liveStatus.open(new OrderStream(
                order.id().value(),
                callers.caller().userId(),
                lastSeen,
                stillValid(callers.forwarded().token()),
                new SseOutlet(sink, sse)));
    }

    /** Keys that cannot be had for a while are no reason to end a stream. */
    private BooleanSupplier stillValid(String token) {
        AccessTokenVerifier verifier = tokens;
        return () -> {
            try {
                verifier.verify(token);
                return true;
            } catch (ProblemException refused) {
                return refused.code() != CommonError.UNAUTHORIZED;
            }
        };
    }
}
