package org.tradepost.users.personaldata.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.rest.Refusals;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.personaldata.control.ExportPerson;
import org.tradepost.users.personaldata.control.PersonThreads;

/** All data of a person: their own, or anybody's for an administrator. */
@Path("/api/v1/users/{id}/export")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ExportResource {

    @Inject
    CallerContext callers;

    @Inject
    ExportPerson exportPerson;

    @Inject
    PersonThreads threads;

    @Inject
    AuditTrail audit;

    @GET
    @RequiresPermission(Permissions.USER_READ)
    public CompletionStage<Response> export(@PathParam("id") UUID id) {
        callers.caller().requireOwnerOrAdmin(id);
        Scene scene = audit.scene();
        return Refusals.answered(threads.supply(() -> exportPerson.export(new UserId(id), scene))
                .thenApply(export -> answer(id, export)));
    }

    private static Response answer(UUID id, ExportPerson.Export export) {
        StreamingOutput document = export::writeTo;
        return Response.ok(document, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tradepost-" + id + ".json\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
