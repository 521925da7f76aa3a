package org.tradepost.payments.payment.boundary;

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
import org.tradepost.payments.payment.control.PaymentStore;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** What payments knows about a person, for the export that users makes. It holds ids and amounts only, so nothing is erased here. */
@Path("/internal/persons/{id}")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.PERSON_EXPORT)
@Produces(MediaType.APPLICATION_JSON)
public class PersonResource {

    @Inject
    PaymentStore store;

    @GET
    public Page<PaymentJson> payments(
            @PathParam("id") UUID id, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        PageRequest request = PageRequest.ofText(limit, cursor, 1);
        List<Payment> payments = store.ofPerson(id, before(request), request.rowsToRead());
        return Page.of(payments, request, payment -> List.of(payment.id().toString()))
                .map(PaymentJson::of);
    }

    private static UUID before(PageRequest request) {
        try {
            return request.isFirst() ? null : UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }
}
