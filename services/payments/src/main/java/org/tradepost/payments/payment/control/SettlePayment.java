package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tradepost.payments.ledger.control.Ledger;
import org.tradepost.payments.ledger.entity.LedgerTransaction;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Charged;
import org.tradepost.payments.provider.entity.ChargeOutcome.Declined;
import org.tradepost.payments.provider.entity.ChargeOutcome.Voided;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.OutboxWriter;

/**
 * Records what became of a pending payment: state, ledger and event in one transaction. However many callers learn of the
 * outcome at once, one records it.
 */
@ApplicationScoped
public class SettlePayment {
    private Transactions transactions;
    private PaymentStore payments;
    private Ledger ledger;
    private OutboxWriter outbox;

    protected SettlePayment() {
        // for the container's proxy
    }

    @Inject
    public SettlePayment(Transactions transactions, PaymentStore payments, Ledger ledger, OutboxWriter outbox) {
        this.transactions = transactions;
        this.payments = payments;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** The payment as it is afterwards. */
    public Payment settle(Payment pending, ChargeOutcome.Settled outcome) {
        Payment next =
                switch (outcome) {
                    case Charged charged -> pending.asCaptured(charged.chargeId());
                    case Declined declined -> pending.asDeclined(declined.reason());
                    case Voided voided -> pending.asVoided();
                };
        return transactions.call(() -> {
            Optional<Payment> stored = payments.update(next);
            if (stored.isEmpty()) {
                return payments.find(pending.id()).orElseThrow();
            }
            if (next.status() == PaymentStatus.CAPTURED) {
                ledger.book(LedgerTransaction.capture(Ids.newId(), next.id(), next.amount()));
            }
            outbox.append(PaymentEvents.of(next));
            return stored.get();
        });
    }
}
