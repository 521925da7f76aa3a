package org.tradepost.orders.checkout.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.tradepost.orders.checkout.control.ResumeOrder;
import org.tradepost.orders.checkout.control.SagaThreads;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** Lets an order that needed attention go on. */
@ApplicationScoped
@Path("/api/v1/admin/orders/{id}/resume")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.ORDER_ADMIN)
public class ResumeResource {

    @Inject
    ResumeOrder resumeOrder;

    @Inject
    OrderQueries queries;

    @Inject
    SagaThreads threads;

    @POST
    public CompletionStage<Response> resume(@PathParam("id") String id, @HeaderParam("Prefer") String prefer) {
        UUID order = CheckoutResource.orderId(id);
        WaitPreference preference = WaitPreference.of(prefer);
        return resumeOrder
                .resume(order, preference.budget())
                .thenCompose(end -> threads.conclude(
                        () -> OrderAnswer.changed(queries.find(order).orElseThrow(), preference)));
    }
}
