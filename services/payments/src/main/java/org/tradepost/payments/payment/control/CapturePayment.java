package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.payments.provider.control.ProviderCalls;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Failed;
import org.tradepost.payments.provider.entity.ChargeOutcome.NoAnswer;
import org.tradepost.payments.provider.entity.ChargeOutcome.NotFound;
import org.tradepost.payments.provider.entity.ChargeOutcome.Settled;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Charges an order: first the intention is committed, then the provider is asked, then its answer is committed. A crash in
 * between leaves a pending payment, which asking again, a status query or a void settles under the same provider key.
 */
@ApplicationScoped
public class CapturePayment {
    private Transactions transactions;
    private PaymentStore payments;
    private ProviderCalls provider;
    private SettlePayment settlement;

    protected CapturePayment() {
        // for the container's proxy
    }

    @Inject
    public CapturePayment(
            Transactions transactions, PaymentStore payments, ProviderCalls provider, SettlePayment settlement) {
        this.transactions = transactions;
        this.payments = payments;
        this.provider = provider;
        this.settlement = settlement;
    }

    /**
     * The order's payment as it is afterwards; PENDING when the provider did not say.
     *
     * @throws ProblemException IDEMPOTENCY_KEY_REUSED when the order has a payment on other terms
     */
    public Payment capture(UUID orderId, PaymentTerms terms) {
        Payment payment = transactions.call(() -> intent(orderId, terms));
        if (payment.status() != PaymentStatus.PENDING) {
            return payment;
        }
        // Concurrent callers may all get here: the provider charges once per key, and one of them records it.
        ChargeOutcome outcome = provider.charge(Charge.of(orderId, terms.amount(), terms.token()));
        return switch (outcome) {
            case Settled settled -> settlement.settle(payment, settled);
            case NotFound unknown -> payment;
            case Failed unknown -> payment;
            case NoAnswer unknown -> payment;
        };
    }

    private Payment intent(UUID orderId, PaymentTerms terms) {
        Optional<Payment> created = payments.insertIntent(Ids.newId(), orderId, terms);
        if (created.isPresent()) {
            return created.get();
        }
        Payment existing = payments.findByOrder(orderId).orElseThrow();
        if (existing.terms().isPresent() && !payments.hasTerms(existing.id(), terms)) {
            throw new ProblemException(CommonError.IDEMPOTENCY_KEY_REUSED, "The order has a payment on other terms");
        }
        return existing;
    }
}
