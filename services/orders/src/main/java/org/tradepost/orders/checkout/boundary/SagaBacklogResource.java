package org.tradepost.orders.checkout.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.orders.checkout.control.SagaBacklog;
import org.tradepost.orders.checkout.control.SagaStore;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** What the service has not done yet, for whoever operates it. */
@ApplicationScoped
@Path("/api/v1/admin/orders/sagas")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.ORDER_ADMIN)
public class SagaBacklogResource {

    @Inject
    SagaStore sagas;

    @GET
    public SagaBacklog backlog() {
        return sagas.backlog();
    }
}
