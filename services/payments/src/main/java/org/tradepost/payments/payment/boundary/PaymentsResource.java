package org.tradepost.payments.payment.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.tradepost.payments.payment.control.PaymentStore;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** The public view of payments. Read-only: money moves through orders and refunds alone. */
@ApplicationScoped
@Path("/api/v1/payments")
@Produces(MediaType.APPLICATION_JSON)
public class PaymentsResource {

    @Inject
    PaymentStore payments;

    @Inject
    CallerContext context;

    /** Somebody else's payment looks like none at all, so that ids cannot be probed. */
    @GET
    @Path("/{id}")
    @RequiresPermission(Permissions.ORDER_READ)
    public Response get(@PathParam("id") UUID id) {
        Payment payment = payments.find(id).orElseThrow(PaymentsResource::absent);
        UUID owner = payment.terms().map(PaymentTerms::userId).orElse(null);
        context.caller().requireOwnerOrAdmin(owner, PaymentsResource::absent);
        return Response.ok(PaymentJson.of(payment))
                .header(HttpHeaders.ETAG, EntityTags.of(payment.version()))
                .build();
    }

    private static ProblemException absent() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such payment");
    }
}
