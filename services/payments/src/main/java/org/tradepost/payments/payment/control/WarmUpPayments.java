package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.payments.provider.entity.ChargeOutcome.Charged;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.health.WarmUp;
import org.tradepost.shared.money.Money;

/** Captures payments that nobody made, ledger and event included, and takes each back. No provider is asked. */
@ApplicationScoped
public class WarmUpPayments implements WarmUp {
    private static final int ROUNDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private Transactions transactions;
    private PaymentStore payments;
    private SettlePayment settlement;

    protected WarmUpPayments() {
        // for the container's proxy
    }

    @Inject
    public WarmUpPayments(Transactions transactions, PaymentStore payments, SettlePayment settlement) {
        this.transactions = transactions;
        this.payments = payments;
        this.settlement = settlement;
    }

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public void run() {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            transactions.rehearse(this::capture);
        }
    }

    private void capture() {
        UUID orderId = Ids.newId();
        PaymentTerms terms = new PaymentTerms(Ids.newId(), new Money(1, "EUR"), "sandbox", "tok_ok");
        Payment intent = payments.insertIntent(Ids.newId(), orderId, terms).orElseThrow();
        settlement.settle(intent, new Charged("rehearsal"));
    }
}
