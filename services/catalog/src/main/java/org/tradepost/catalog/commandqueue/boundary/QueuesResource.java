package org.tradepost.catalog.commandqueue.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.tradepost.catalog.commandqueue.control.CommandHandlers;
import org.tradepost.catalog.commandqueue.control.CommandLog;
import org.tradepost.catalog.commandqueue.control.CommandQueues;
import org.tradepost.catalog.commandqueue.control.QueueSettings;
import org.tradepost.catalog.commandqueue.control.Submission;
import org.tradepost.catalog.commandqueue.entity.Command;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.catalog.commandqueue.entity.QueueDepth;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.idempotency.RequestFingerprint;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.Refusals;

/** Commands for later. Whoever sends one waits for its acceptance, without a thread. */
@Path("/api/v1/admin/queues")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

    private static final String COLLECTION = "/api/v1/admin/queues";

    @Inject
    CommandQueues queues;

    @Inject
    CommandHandlers handlers;

    @Inject
    CommandLog log;

    @Inject
    QueueSettings settings;

    @Inject
    CallerContext callers;

    @Inject
    AuditTrail audit;

    @Resource
    ManagedExecutorService executor;

    @GET
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Map<String, List<QueueResponse>> list() {
        Map<String, QueueDepth> depths = log.depths();
        return Map.of(
                "items",
                settings.sizes().entrySet().stream()
                        .map(queue -> QueueResponse.of(
                                queue.getKey(),
                                queue.getValue(),
                                depths.getOrDefault(queue.getKey(), QueueDepth.EMPTY)))
                        .toList());
    }

    @BusinessOperation("command.accept")
    @POST
    @Path("/{queue}/commands")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public CompletionStage<Response> send(
            @PathParam("queue") String queue, @HeaderParam("Idempotency-Key") String key, JsonNode body) {
        if (key != null) {
            IdempotencyRecords.requireWellFormed(key);
        }
        queues.require(queue);
        CommandRequest request = CommandRequest.of(body);
        handlers.check(request.type(), request.fields());
        String operation = "POST " + COLLECTION + "/" + queue + "/commands";
        Submission submission = new Submission(
                queue,
                request.type(),
                request.fields(),
                callers.caller().userId(),
                audit.scene(),
                key == null
                        ? null
                        : new Submission.Key(callers.scope(), key, operation, RequestFingerprint.of(operation, body)));
        return Refusals.answered(
                queues.submit(submission).thenApplyAsync(id -> accepted(queue, id), Correlation.carriedBy(executor)));
    }

    @GET
    @Path("/{queue}/commands")
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Response commands(
            @PathParam("queue") String queue,
            @QueryParam("state") String state,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        PageRequest page = PageRequest.ofText(limit, cursor, CommandLog.CURSOR_KEYS);
        queues.require(queue);
        return log.page(queue, state(state), page).toResponse(uri);
    }

    @GET
    @Path("/{queue}/commands/{id}")
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Command command(@PathParam("queue") String queue, @PathParam("id") UUID id) {
        queues.require(queue);
        return existing(queue, id);
    }

    private Command existing(String queue, UUID id) {
        return log.find(queue, id)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such command"));
    }

    private Response accepted(String queue, UUID id) {
        return Response.accepted(existing(queue, id))
                .header(HttpHeaders.LOCATION, COLLECTION + "/" + queue + "/commands/" + id)
                .build();
    }

    private static CommandState state(String state) {
        if (state == null) {
            return null;
        }
        return Arrays.stream(CommandState.values())
                .filter(one -> one.name().equals(state))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                CommonError.VALIDATION_ERROR,
                                "state must be one of " + Arrays.toString(CommandState.values()))
                        .field("state", "must be one of " + Arrays.toString(CommandState.values())));
    }
}
