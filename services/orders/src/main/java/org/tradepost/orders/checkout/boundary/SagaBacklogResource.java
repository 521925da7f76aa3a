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
import org.tradepost.shared.outbox.OutboxRows;

/** What the service has not done yet, for whoever operates it. */
@ApplicationScoped
@Path("/api/v1/admin/orders/sagas")
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.ORDER_ADMIN)
public class SagaBacklogResource {

    /**
     * The sagas, and beside them what has been done and not been told yet.
     *
     * @param outboxLag events that wait to be sent, counted up to 100,000
     */
    public record Backlog(long unfinished, long oldestSeconds, long overdue, long needingAttention, long outboxLag) {

        Backlog(SagaBacklog sagas, long outboxLag) {
            this(sagas.unfinished(), sagas.oldestSeconds(), sagas.overdue(), sagas.needingAttention(), outboxLag);
        }
    }

    @Inject
    SagaStore sagas;

    @Inject
    OutboxRows outbox;

    @GET
    public Backlog backlog() {
        return new Backlog(sagas.backlog(), outbox.lag());
    }
}
