package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.payments.PaymentsError;
import org.tradepost.payments.ledger.control.Ledger;
import org.tradepost.payments.ledger.entity.LedgerTransaction;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.Refund;
import org.tradepost.payments.provider.control.ProviderCalls;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.payments.provider.entity.ReturnOutcome.Refused;
import org.tradepost.payments.provider.entity.ReturnOutcome.Returned;
import org.tradepost.payments.provider.entity.ReturnOutcome.Unknown;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Gives money back, once per refund id: the promise is committed under the payment's lock, then the provider pays, then the
 * ledger is booked. Promises count, so that refunds in flight together never exceed what was captured.
 */
@ApplicationScoped
public class RefundPayment {
    private Transactions transactions;
    private PaymentStore payments;
    private RefundStore refunds;
    private QueryPayment query;
    private ProviderCalls provider;
    private Ledger ledger;
    private OutboxWriter outbox;

    protected RefundPayment() {
        // for the container's proxy
    }

    @Inject
    public RefundPayment(
            Transactions transactions,
            PaymentStore payments,
            RefundStore refunds,
            QueryPayment query,
            ProviderCalls provider,
            Ledger ledger,
            OutboxWriter outbox) {
        this.transactions = transactions;
        this.payments = payments;
        this.refunds = refunds;
        this.query = query;
        this.provider = provider;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /**
     * Pays a refund, or finds that it was paid.
     *
     * @throws ProblemException NOT_FOUND without a payment; REFUND_EXCEEDS_CAPTURED; IDEMPOTENCY_KEY_REUSED for a refund id
     *     that stands for another amount; VALIDATION_ERROR in another currency; PROVIDER_UNAVAILABLE while it is unknown
     *     whether the money was captured, or whether it went back
     */
    public void refund(UUID orderId, String refundId, Money amount) {
        // A refund may overtake the news of the capture: ask before deciding.
        if (query.query(orderId).status() == PaymentStatus.PENDING) {
            throw QueryPayment.unavailable();
        }
        Refund refund = transactions.call(() -> promise(orderId, refundId, amount));
        switch (refund.status()) {
            case REFUNDED -> {}
            case REFUSED -> throw exceeds();
            case PENDING -> pay(orderId, refund);
        }
    }

    private Refund promise(UUID orderId, String refundId, Money amount) {
        Payment payment = payments.lockByOrder(orderId).orElseThrow();
        Optional<Refund> known = refunds.find(payment.id(), refundId);
        if (known.isPresent()) {
            if (!known.get().amount().equals(amount)) {
                throw new ProblemException(
                        CommonError.IDEMPOTENCY_KEY_REUSED, "The refund id stands for another amount");
            }
            return known.get();
        }
        if (!payment.status().wasCaptured()) {
            throw exceeds();
        }
        if (!payment.amount().currency().equals(amount.currency())) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "The payment is in another currency")
                    .field("amount.currency", "must be the payment's");
        }
        if (amount.amount() > payment.refundableMinor()) {
            throw exceeds();
        }
        Refund refund = new Refund(payment.id(), refundId, Refund.Status.PENDING, amount);
        payments.promise(payment.id(), amount.amount());
        refunds.insert(refund);
        return refund;
    }

    private void pay(UUID orderId, Refund refund) {
        ReturnOutcome outcome = provider.giveBack(ChargeReturn.of(orderId, refund.refundId(), refund.amount()));
        switch (outcome) {
            case Returned returned -> transactions.call(() -> record(orderId, refund));
            case Refused refused -> {
                transactions.call(() -> release(orderId, refund));
                throw exceeds();
            }
            case Unknown unknown -> throw QueryPayment.unavailable();
        }
    }

    private boolean record(UUID orderId, Refund refund) {
        Payment payment = payments.lockByOrder(orderId).orElseThrow();
        if (!refunds.end(refund, Refund.Status.REFUNDED)) {
            return false;
        }
        Payment next =
                payments.update(payment.asRefunded(refund.amount().amount())).orElseThrow();
        ledger.book(LedgerTransaction.refund(Ids.newId(), next.id(), refund.refundId(), refund.amount()));
        outbox.append(PaymentEvents.refunded(next, refund));
        return true;
    }

    private boolean release(UUID orderId, Refund refund) {
        Payment payment = payments.lockByOrder(orderId).orElseThrow();
        boolean ended = refunds.end(refund, Refund.Status.REFUSED);
        if (ended) {
            payments.promise(payment.id(), -refund.amount().amount());
        }
        return ended;
    }

    private static ProblemException exceeds() {
        return new ProblemException(
                PaymentsError.REFUND_EXCEEDS_CAPTURED, "More would be refunded than is left of what was captured");
    }
}
