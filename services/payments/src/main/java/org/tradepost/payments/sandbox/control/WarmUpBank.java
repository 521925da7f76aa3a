package org.tradepost.payments.sandbox.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.transaction.control.Transactions;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.health.WarmUp;
import org.tradepost.shared.money.Money;

/** Charges at the bank and takes each charge back before it counts. */
@ApplicationScoped
public class WarmUpBank implements WarmUp {
    private static final int ROUNDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Transactions transactions;
    private SandboxBank bank;

    protected WarmUpBank() {
        // for the container's proxy
    }

    @Inject
    public WarmUpBank(Transactions transactions, SandboxBank bank) {
        this.transactions = transactions;
        this.bank = bank;
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public void run() {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            transactions.rehearse(() -> bank.charge(Charge.of(Ids.newId(), new Money(1, "EUR"), "tok_ok")));
        }
    }
}
