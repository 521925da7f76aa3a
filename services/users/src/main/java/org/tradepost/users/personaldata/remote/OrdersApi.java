package org.tradepost.users.personaldata.remote;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.tradepost.shared.identity.ServiceTokenClientFilter;
import org.tradepost.shared.resilience.DeadlineClientFilter;
import org.tradepost.shared.rest.CorrelationClientFilter;
import org.tradepost.shared.rest.TolerantJsonProvider;

/** The orders service's internal API. */
@RegisterRestClient(configKey = "orders")
@RegisterProvider(TolerantJsonProvider.class)
@RegisterProvider(ServiceTokenClientFilter.class)
@RegisterProvider(CorrelationClientFilter.class)
@RegisterProvider(DeadlineClientFilter.class)
@Path("/internal/persons/{id}")
@Produces(MediaType.APPLICATION_JSON)
public interface OrdersApi {

    @GET
    Response orders(@PathParam("id") UUID person, @QueryParam("limit") int limit, @QueryParam("cursor") String cursor);
}
