package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.tradepost.payments.PaymentsError;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.provider.control.ProviderCalls;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome.Failed;
import org.tradepost.payments.provider.entity.ChargeOutcome.NoAnswer;
import org.tradepost.payments.provider.entity.ChargeOutcome.NotFound;
import org.tradepost.payments.provider.entity.ChargeOutcome.Settled;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Says what became of an order's payment, and settles one of unknown outcome by asking the provider. */
@ApplicationScoped
public class QueryPayment {
    private PaymentStore payments;
    private ProviderCalls provider;
    private SettlePayment settlement;

    protected QueryPayment() {
        // for the container's proxy
    }

    @Inject
    public QueryPayment(PaymentStore payments, ProviderCalls provider, SettlePayment settlement) {
        this.payments = payments;
        this.provider = provider;
        this.settlement = settlement;
    }

    /**
     * The payment; still PENDING when the provider does not know of it (a slow charge may yet arrive).
     *
     * @throws ProblemException NOT_FOUND, or PROVIDER_UNAVAILABLE when the provider did not say
     */
    public Payment query(UUID orderId) {
        Payment payment = payments.findByOrder(orderId)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "The order has no payment"));
        if (payment.status() != PaymentStatus.PENDING) {
            return payment;
        }
        return switch (provider.find(Charge.keyOf(orderId))) {
            case Settled settled -> settlement.settle(payment, settled);
            case NotFound unknown -> payment;
            case Failed failed -> throw unavailable();
            case NoAnswer silence -> throw unavailable();
        };
    }

    static ProblemException unavailable() {
        return new ProblemException(PaymentsError.PROVIDER_UNAVAILABLE, "The payment provider did not say")
                .header("Retry-After", "1");
    }
}
