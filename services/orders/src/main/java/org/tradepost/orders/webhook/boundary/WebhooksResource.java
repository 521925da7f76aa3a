package org.tradepost.orders.webhook.boundary;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.tradepost.orders.webhook.control.ChangeSubscriptions;
import org.tradepost.orders.webhook.control.DeliveryLog;
import org.tradepost.orders.webhook.control.Redeliver;
import org.tradepost.orders.webhook.control.Subscriptions;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.control.WebhookSecrets;
import org.tradepost.orders.webhook.control.WebhookSettings;
import org.tradepost.orders.webhook.control.Webhooks;
import org.tradepost.orders.webhook.entity.ReceiverUrl;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.shared.rest.Refusals;

/** Who is told of what, and how the telling goes. A receiver's name is resolved before it is accepted, on no thread of the container's. */
@Path("/api/v1/webhooks")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

    private static final String COLLECTION = "/api/v1/webhooks";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    @Inject
    Subscriptions subscriptions;

    @Inject
    ChangeSubscriptions change;

    @Inject
    WebhookSecrets secrets;

    @Inject
    DeliveryLog log;

    @Inject
    Redeliver redeliver;

    @Inject
    Webhooks webhooks;

    @Inject
    WebhookSettings settings;

    @Inject
    IdempotentRequests requests;

    @Inject
    CallerContext callers;

    @Inject
    AuditTrail audit;

    @Resource
    ManagedExecutorService executor;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public CompletionStage<Response> create(
            @HeaderParam(IDEMPOTENCY_KEY) String key, CreateSubscriptionRequest request) {
        ReceiverUrl url = url(request == null ? null : request.url(), request);
        Wanted wanted = request.wanted(url);
        String caller = callers.scope();
        Scene scene = audit.scene();
        return checked(
                url,
                () -> requests.executeFor(
                        caller,
                        key,
                        "POST " + COLLECTION,
                        request,
                        () -> change.create(scene, wanted),
                        this::withSecret));
    }

    @GET
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return subscriptions
                .page(PageRequest.ofText(limit, cursor, Subscriptions.CURSOR_KEYS))
                .map(SubscriptionResponse::of)
                .toResponse(uri);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response get(@PathParam("id") UUID id) {
        return shown(change.require(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public CompletionStage<Response> change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            ChangeSubscriptionRequest request) {
        ReceiverUrl url = url(request == null ? null : request.url(), request);
        Wanted wanted = request.wanted(url);
        Scene scene = audit.scene();
        return checked(url, () -> shown(change.change(scene, id, ifMatch, wanted)));
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response delete(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        change.remove(id, ifMatch);
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/secret-rotations")
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response rotateSecret(@PathParam("id") UUID id, @HeaderParam(IDEMPOTENCY_KEY) String key) {
        String operation = "POST " + COLLECTION + "/" + id + "/secret-rotations";
        return requests.executeFor(
                callers.scope(), key, operation, null, () -> change.rotateSecret(id), this::withSecret);
    }

    @GET
    @Path("/{id}/deliveries")
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response deliveries(
            @PathParam("id") UUID id,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        PageRequest page = PageRequest.ofText(limit, cursor, DeliveryLog.CURSOR_KEYS);
        return log.page(change.require(id).id(), page).map(DeliveryResponse::of).toResponse(uri);
    }

    @POST
    @Path("/{id}/deliveries/{deliveryId}/redeliveries")
    @RequiresPermission(Permissions.WEBHOOK_MANAGE)
    public Response redeliver(
            @PathParam("id") UUID id,
            @PathParam("deliveryId") UUID deliveryId,
            @HeaderParam(IDEMPOTENCY_KEY) String key) {
        String operation = "POST " + COLLECTION + "/" + id + "/deliveries/" + deliveryId + "/redeliveries";
        return requests.executeFor(
                callers.scope(),
                key,
                operation,
                null,
                () -> redeliver.redeliver(id, deliveryId),
                made -> new StoredResponse(202, DeliveryResponse.of(redeliver.require(id, made)), Map.of()));
    }

    /** The public half of the platform's own key, if there is one. */
    @GET
    @Path("/signing-keys")
    @PublicEndpoint
    public Map<String, Object> signingKeys() {
        return new JWKSet(settings.platformKey().stream()
                        .map(key -> key.publicKey().toJwk(key.keyId()))
                        .toList())
                .toJSONObject();
    }

    private ReceiverUrl url(String url, Object request) {
        if (request == null) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "The body must be a JSON object");
        }
        return SubscriptionFields.url(url, settings.addresses().loopback());
    }

    private CompletionStage<Response> checked(ReceiverUrl url, Supplier<Response> then) {
        return Refusals.answered(
                webhooks.check(url).thenApplyAsync(fit -> then.get(), Correlation.carriedBy(executor)));
    }

    private StoredResponse withSecret(UUID id) {
        Subscription subscription = change.require(id);
        var current = secrets.valid(List.of(id)).get(id).get(0);
        return StoredResponse.created(
                        URI.create(COLLECTION + "/" + id), SubscriptionResponse.withSecret(subscription, current))
                .header(HttpHeaders.ETAG, EntityTags.of(subscription.version()));
    }

    private static Response shown(Subscription subscription) {
        return Response.ok(SubscriptionResponse.of(subscription))
                .header(HttpHeaders.ETAG, EntityTags.of(subscription.version()))
                .build();
    }
}
