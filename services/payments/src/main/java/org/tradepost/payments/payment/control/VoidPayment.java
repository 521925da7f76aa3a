package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.provider.control.ProviderCalls;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Settled;
import org.tradepost.payments.provider.entity.ChargeOutcome.Voided;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.problem.ProblemException;

/**
 * Makes sure that an order is never charged, or finds that it was. The provider comes first and the own record follows: a
 * payment is only called void once nobody can charge it any more, also when the void overtakes the payment itself.
 */
@ApplicationScoped
public class VoidPayment {
    private Transactions transactions;
    private PaymentStore payments;
    private ProviderCalls provider;
    private SettlePayment settlement;
    private OutboxWriter outbox;

    protected VoidPayment() {
        // for the container's proxy
    }

    @Inject
    public VoidPayment(
            Transactions transactions,
            PaymentStore payments,
            ProviderCalls provider,
            SettlePayment settlement,
            OutboxWriter outbox) {
        this.transactions = transactions;
        this.payments = payments;
        this.provider = provider;
        this.settlement = settlement;
        this.outbox = outbox;
    }

    /**
     * The payment afterwards: VOIDED or DECLINED when it will never be charged, captured when a charge was found.
     *
     * @throws ProblemException PROVIDER_UNAVAILABLE when the provider did not confirm
     */
    public Payment voidPayment(UUID orderId) {
        Optional<Payment> known = payments.findByOrder(orderId);
        if (known.isPresent() && known.get().status() != PaymentStatus.PENDING) {
            return known.get();
        }
        ChargeOutcome outcome = provider.voidCharge(Charge.keyOf(orderId));
        if (!(outcome instanceof Settled settled)) {
            throw QueryPayment.unavailable();
        }
        if (known.isPresent()) {
            return settlement.settle(known.get(), settled);
        }
        return transactions.call(() -> leaveTombstone(orderId, settled));
    }

    private Payment leaveTombstone(UUID orderId, Settled outcome) {
        if (outcome instanceof Voided) {
            Optional<Payment> tombstone = payments.insertTombstone(Ids.newId(), orderId);
            if (tombstone.isPresent()) {
                outbox.append(PaymentEvents.of(tombstone.get()));
                return tombstone.get();
            }
        }
        // The payment arrived while the provider was asked; what the provider said holds for it as well.
        Payment arrived = payments.findByOrder(orderId)
                .orElseThrow(() -> new IllegalStateException("the provider settled a payment that nobody intended"));
        return arrived.status() == PaymentStatus.PENDING ? settlement.settle(arrived, outcome) : arrived;
    }
}
