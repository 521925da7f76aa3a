package org.tradepost.orders.checkout.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.tradepost.orders.checkout.control.CancelOrder;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.PlaceOrder;
import org.tradepost.orders.checkout.control.PlaceOrderCommand;
import org.tradepost.orders.checkout.control.Refund;
import org.tradepost.orders.checkout.control.RefundCommand;
import org.tradepost.orders.checkout.control.RefundOrder;
import org.tradepost.orders.checkout.control.RefundStore;
import org.tradepost.orders.checkout.control.SagaStore;
import org.tradepost.orders.checkout.control.SagaThreads;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.idempotency.RequestFingerprint;
import org.tradepost.shared.idempotency.RequiresIdempotencyKey;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.RequestDeadline;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.shared.rest.Refusals;

/**
 * Placing, cancelling and refunding. The container's thread reads the request and is free again; the answer follows when the
 * saga is at rest or the caller's patience ends.
 */
@ApplicationScoped
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
public class CheckoutResource {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    @Inject
    PlaceOrder placeOrder;

    @Inject
    CancelOrder cancelOrder;

    @Inject
    RefundOrder refundOrder;

    @Inject
    RefundStore refunds;

    @Inject
    OrderQueries queries;

    @Inject
    SagaStore sagas;

    @Inject
    CallerContext callers;

    @Inject
    Validator validator;

    @Inject
    SagaThreads threads;

    @Inject
    RequestDeadline deadline;

    @BusinessOperation("order.place")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresIdempotencyKey
    @RequiresPermission(Permissions.ORDER_WRITE)
    public CompletionStage<Response> place(
            PlaceOrderRequest request, @HeaderParam(IDEMPOTENCY_KEY) String key, @HeaderParam("Prefer") String prefer) {
        Caller caller = callers.caller();
        requireBody(request);
        if (request.setsPrices()) {
            caller.require(Permissions.ORDER_PRICE);
        }
        requireValid(request);
        WaitPreference preference = WaitPreference.of(prefer);
        RequestKey requestKey = requestKey(caller, key, "POST /api/v1/orders", request);
        PlaceOrderCommand command = request.toCommand(caller.userId());
        return Refusals.answered(threads.supply(deadline.carriedBy(callers.forwarded()
                        .carriedBy(() -> placeOrder.place(command, requestKey, preference.budget()))))
                .thenCompose(stored -> stored.outcome()
                        .thenCompose(end -> threads.conclude(() -> OrderAnswer.placed(
                                end.orElseGet(
                                        () -> queries.find(stored.orderId()).orElseThrow()),
                                preference,
                                sagas::refusedSkus)))));
    }

    @BusinessOperation("order.cancel")
    @POST
    @Path("{id}/cancel")
    @RequiresPermission(Permissions.ORDER_WRITE)
    public CompletionStage<Response> cancel(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            @HeaderParam("Prefer") String prefer) {
        Caller caller = callers.caller();
        UUID order = orderId(id);
        WaitPreference preference = WaitPreference.of(prefer);
        Optional<RequestKey> requestKey = optionalKey(caller, key, "POST /api/v1/orders/" + order + "/cancel", null);
        return cancelOrder
                .cancel(
                        order,
                        caller.userId(),
                        found -> {
                            requireOwnerOrAdmin(caller, found);
                            if (ifMatch != null) {
                                EntityTags.requireMatch(ifMatch, found.version());
                            }
                        },
                        requestKey,
                        preference.budget())
                .thenCompose(end -> threads.conclude(
                        () -> OrderAnswer.changed(queries.find(order).orElseThrow(), preference)));
    }

    @BusinessOperation("order.refund")
    @POST
    @Path("{id}/refunds")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(Permissions.ORDER_WRITE)
    public CompletionStage<Response> refund(
            @PathParam("id") String id,
            RefundRequest request,
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            @HeaderParam("Prefer") String prefer) {
        Caller caller = callers.caller();
        requireBody(request);
        requireValid(request);
        RefundCommand command = request.toCommand();
        UUID order = orderId(id);
        WaitPreference preference = WaitPreference.of(prefer);
        Optional<RequestKey> requestKey =
                optionalKey(caller, key, "POST /api/v1/orders/" + order + "/refunds", request);
        RefundOrder.Begun begun = refundOrder.refund(
                order,
                command,
                caller.userId(),
                found -> requireOwnerOrAdmin(caller, found),
                requestKey,
                preference.budget());
        return begun.outcome()
                .thenCompose(end -> threads.conclude(() -> {
                    Refund refund = refunds.find(begun.refundId()).orElseThrow();
                    return OrderAnswer.applied(Response.status(refund.settled() ? 201 : 202), preference)
                            .header(HttpHeaders.LOCATION, OrderAnswer.location(order))
                            .entity(RefundResponse.of(refund))
                            .build();
                }));
    }

    // By hand, because the permission to set prices is decided before validity (403 before 422).
    private <T> void requireValid(T request) {
        Set<ConstraintViolation<T>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** Somebody else's order is as good as none, so that ids cannot be probed. */
    private static void requireOwnerOrAdmin(Caller caller, Order order) {
        caller.requireOwnerOrAdmin(
                order.userId(), () -> notFound(order.id().value().toString()));
    }

    private static void requireBody(Object request) {
        if (request == null) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "The body must be a JSON object");
        }
    }

    private static RequestKey requestKey(Caller caller, String key, String operation, Object body) {
        return new RequestKey(caller.userId().toString(), key, operation, RequestFingerprint.of(operation, body));
    }

    private static Optional<RequestKey> optionalKey(Caller caller, String key, String operation, Object body) {
        if (key == null) {
            return Optional.empty();
        }
        IdempotencyRecords.requireWellFormed(key);
        return Optional.of(requestKey(caller, key, operation, body));
    }

    static UUID orderId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(CommonError.NOT_FOUND, "There is no order " + id);
    }
}
