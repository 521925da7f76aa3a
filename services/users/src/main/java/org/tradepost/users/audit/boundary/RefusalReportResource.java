package org.tradepost.users.audit.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.audit.control.RecordReportedRefusals;

/** Takes refusals of the gateway, which has no database, into the audit log. */
@Path("/internal/audit/refusals")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
public class RefusalReportResource {

    @Inject
    RequestValidation validation;

    @Inject
    RecordReportedRefusals record;

    /** 204 once they are written; a report that is sent again after a failure may be written twice. */
    @POST
    @RequiresPermission(Permissions.Internal.AUDIT_WRITE)
    public Response report(RefusalReport request) {
        RefusalReport report = validation.valid(request);
        record.execute(report.refusals(), report.more());
        return Response.noContent().build();
    }
}
