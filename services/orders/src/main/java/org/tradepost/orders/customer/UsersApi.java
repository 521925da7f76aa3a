package org.tradepost.orders.customer;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.tradepost.shared.identity.ServiceTokenClientFilter;
import org.tradepost.shared.resilience.DeadlineClientFilter;
import org.tradepost.shared.rest.CorrelationClientFilter;
import org.tradepost.shared.rest.TolerantJsonProvider;

/** The users service's internal API. */
@RegisterRestClient(configKey = "users")
@RegisterProvider(TolerantJsonProvider.class)
@RegisterProvider(ServiceTokenClientFilter.class)
@RegisterProvider(CorrelationClientFilter.class)
@RegisterProvider(DeadlineClientFilter.class)
@Path("/internal/users")
@Produces(MediaType.APPLICATION_JSON)
public interface UsersApi {

    @GET
    @Path("{id}/standing")
    Response standing(@PathParam("id") UUID user);
}
