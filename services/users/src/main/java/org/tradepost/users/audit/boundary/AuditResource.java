package org.tradepost.users.audit.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.audit.control.AuditFilter;
import org.tradepost.users.audit.control.AuditLog;

/** Who did what to which object, on the whole platform. Reading it is no deed that is recorded: it would grow by being read. */
@Path("/api/v1/admin/audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    @Inject
    AuditLog log;

    @GET
    @RequiresPermission(Permissions.AUDIT_READ)
    public Response entries(
            @QueryParam("actor") String actor,
            @QueryParam("action") String action,
            @QueryParam("object") String object,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        PageRequest request = PageRequest.ofText(limit, cursor, AuditLog.CURSOR_KEYS);
        AuditFilter filter = new AuditFilter(
                Optional.ofNullable(actor).map(text -> text("actor", text)),
                Optional.ofNullable(action).map(AuditResource::action),
                Optional.ofNullable(object).map(text -> text("object", text)),
                Optional.ofNullable(from).map(text -> instant("from", text)),
                Optional.ofNullable(to).map(text -> instant("to", text)));
        return log.page(filter, request).toResponse(uri);
    }

    private static AuditAction action(String dotted) {
        return AuditAction.of(dotted).orElseThrow(() -> invalid("action", "is not an action of the audit log"));
    }

    /** PostgreSQL would refuse it with an error. */
    private static String text(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw invalid(name, "has a character that nothing has");
        }
        return text;
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(name, "must be a time such as 2026-03-01T09:30:00Z");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
