package org.tradepost.orders.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.orders.checkout.control.PaymentGateway;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.checkout.entity.RejectionReason;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.participant.Answer;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.shared.resilience.Guard;

/** Payments of the payments service. */
@ApplicationScoped
public class RestPaymentGateway implements PaymentGateway {

    @Inject
    @RestClient
    PaymentsApi payments;

    @Inject
    ClientGuards guards;

    @Override
    public Outcome pay(OrderId order, UUID userId, Money amount, String method, String token) {
        return Answer.of(
                guard(),
                () -> payments.pay(order.value(), new PaymentsApi.Capture(userId, amount, method, token)),
                RestPaymentGateway::paid);
    }

    @Override
    public Outcome query(OrderId order) {
        return Answer.of(guard(), () -> payments.query(order.value()), RestPaymentGateway::queried);
    }

    /**
     * It never arrived if payments does not know of it, or the provider does not, which is when payments says that it is still PENDING.
     * To ask for it again under its key is harmless, should it arrive late all the same.
     */
    static Outcome queried(Answer answer) {
        boolean pending = answer.isOk() && answer.text("status").equals("PENDING");
        return pending || answer.is(404, "NOT_FOUND") ? new Outcome.NotFound() : status(answer);
    }

    @Override
    public Outcome voidPayment(OrderId order) {
        return Answer.of(guard(), () -> payments.voidPayment(order.value()), RestPaymentGateway::status);
    }

    @Override
    public Outcome refund(OrderId order, UUID refundId, Money amount) {
        return Answer.of(
                guard(),
                () -> payments.refund(order.value(), refundId, new PaymentsApi.Refund(amount)),
                answer -> answer.isOk() ? new Outcome.Done() : answer.unknown());
    }

    private Guard guard() {
        return guards.of("payments");
    }

    static Outcome paid(Answer answer) {
        if (answer.is(402, "PAYMENT_DECLINED")) {
            return new Outcome.Refused(
                    answer.text("reason").equals("insufficient_funds")
                            ? RejectionReason.INSUFFICIENT_FUNDS
                            : RejectionReason.PAYMENT_DECLINED);
        }
        return answer.is(409, "PAYMENT_VOIDED") ? new Outcome.Voided() : status(answer);
    }

    private static Outcome status(Answer answer) {
        if (!answer.isOk()) {
            return answer.unknown();
        }
        return switch (answer.text("status")) {
            case "CAPTURED" -> new Outcome.Captured(answer.id("id"));
            case "DECLINED" -> new Outcome.Refused(RejectionReason.PAYMENT_DECLINED);
            case "VOIDED" -> new Outcome.Voided();
            case "PARTIALLY_REFUNDED", "REFUNDED" -> new Outcome.AlreadyRefunded();
            default -> new Outcome.Unknown("payment is " + answer.text("status"));
        };
    }
}
