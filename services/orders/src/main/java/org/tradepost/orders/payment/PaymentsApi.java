package org.tradepost.orders.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.tradepost.shared.identity.ServiceTokenClientFilter;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.resilience.DeadlineClientFilter;
import org.tradepost.shared.rest.CorrelationClientFilter;
import org.tradepost.shared.rest.TolerantJsonProvider;

/** The payments service's internal API. */
@RegisterRestClient(configKey = "payments")
@RegisterProvider(TolerantJsonProvider.class)
@RegisterProvider(ServiceTokenClientFilter.class)
@RegisterProvider(CorrelationClientFilter.class)
@RegisterProvider(DeadlineClientFilter.class)
@Path("/internal/payments/{orderId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface PaymentsApi {

    /** Body of a capture. */
    record Capture(UUID userId, Money amount, String method, String token) {}

    /** Body of a refund. */
    record Refund(Money amount) {}

    @PUT
    Response pay(@PathParam("orderId") UUID order, Capture capture);

    @POST
    @Path("status-query")
    Response query(@PathParam("orderId") UUID order);

    @POST
    @Path("void")
    Response voidPayment(@PathParam("orderId") UUID order);

    @PUT
    @Path("refunds/{refundId}")
    Response refund(@PathParam("orderId") UUID order, @PathParam("refundId") UUID refund, Refund body);
}
