package org.tradepost.payments.payment.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.tradepost.payments.PaymentsError;
import org.tradepost.payments.payment.control.CapturePayment;
import org.tradepost.payments.payment.control.QueryPayment;
import org.tradepost.payments.payment.control.RefundPayment;
import org.tradepost.payments.payment.control.VoidPayment;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.Refund;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.problem.ProblemException;

/** The steps of the order saga that move money. Each is keyed by the order and may be called again, late or out of order. */
@ApplicationScoped
@RequiresPermission(Permissions.Internal.PAYMENT_EXECUTE)
@Path("/internal/payments/{orderId}")
@Produces(MediaType.APPLICATION_JSON)
public class InternalPaymentsResource {

    @Inject
    CapturePayment capturePayment;

    @Inject
    QueryPayment queryPayment;

    @Inject
    VoidPayment voidPayment;

    @Inject
    RefundPayment refundPayment;

    @BusinessOperation("payment.capture")
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response capture(@PathParam("orderId") UUID orderId, @NotNull @Valid CaptureRequest request) {
        Payment payment = capturePayment.capture(orderId, request.toTerms());
        return switch (payment.status()) {
            case CAPTURED, PARTIALLY_REFUNDED, REFUNDED ->
                Response.ok(PaymentJson.of(payment)).build();
            case PENDING -> Response.accepted(PaymentJson.of(payment)).build();
            case DECLINED ->
                throw new ProblemException(
                                PaymentsError.PAYMENT_DECLINED, "The payment was declined: " + payment.declineReason())
                        .with("reason", payment.declineReason())
                        .with("paymentId", payment.id());
            case VOIDED ->
                throw new ProblemException(
                                PaymentsError.PAYMENT_VOIDED, "The payment was voided and will never be charged")
                        .with("paymentId", payment.id());
        };
    }

    @POST
    @Path("/status-query")
    public PaymentJson query(@PathParam("orderId") UUID orderId) {
        return PaymentJson.of(queryPayment.query(orderId));
    }

    @BusinessOperation("payment.void")
    @POST
    @Path("/void")
    public VoidJson voidPayment(@PathParam("orderId") UUID orderId) {
        return VoidJson.of(voidPayment.voidPayment(orderId));
    }

    @BusinessOperation("payment.refund")
    @PUT
    @Path("/refunds/{refundId}")
    @Consumes(MediaType.APPLICATION_JSON)
    public RefundJson refund(
            @PathParam("orderId") UUID orderId,
            @PathParam("refundId") @Size(min = 1, max = 100) String refundId,
            @NotNull @Valid RefundRequest request) {
        Money amount = request.toMoney();
        refundPayment.refund(orderId, refundId, amount);
        return new RefundJson(orderId, refundId, Refund.Status.REFUNDED, amount);
    }
}
