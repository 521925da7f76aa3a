package org.tradepost.orders.stock;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.tradepost.orders.checkout.control.StockLine;
import org.tradepost.shared.identity.ServiceTokenClientFilter;
import org.tradepost.shared.resilience.DeadlineClientFilter;
import org.tradepost.shared.rest.CorrelationClientFilter;
import org.tradepost.shared.rest.TolerantJsonProvider;

/** The catalog's internal API. */
@RegisterRestClient(configKey = "catalog")
@RegisterProvider(TolerantJsonProvider.class)
@RegisterProvider(ServiceTokenClientFilter.class)
@RegisterProvider(CorrelationClientFilter.class)
@RegisterProvider(DeadlineClientFilter.class)
@Path("/internal")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface CatalogApi {

    /** Body of a product lookup. */
    record Lookup(Collection<String> skus) {}

    /** Body of a reservation or restock. */
    record Lines(List<StockLine> lines) {}

    @POST
    @Path("products/lookup")
    Response lookup(Lookup lookup);

    @PUT
    @Path("reservations/{orderId}")
    Response reserve(@PathParam("orderId") UUID order, Lines lines);

    @POST
    @Path("reservations/{orderId}/release")
    Response release(@PathParam("orderId") UUID order);

    @POST
    @Path("reservations/{orderId}/commit")
    Response commit(@PathParam("orderId") UUID order);

    @PUT
    @Path("reservations/{orderId}/restocks/{key}")
    Response restock(@PathParam("orderId") UUID order, @PathParam("key") UUID key, Lines lines);
}
