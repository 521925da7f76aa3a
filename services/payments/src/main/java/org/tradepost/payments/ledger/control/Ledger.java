package org.tradepost.payments.ledger.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.payments.ledger.entity.LedgerEntry;
import org.tradepost.payments.ledger.entity.LedgerTransaction;

/** Writes bookings, in the caller's transaction. There is no way to change one: a mistake is booked back. */
@ApplicationScoped
public class Ledger {
    private Jdbi jdbi;

    protected Ledger() {
        // for the container's proxy
    }

    @Inject
    public Ledger(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public void book(LedgerTransaction transaction) {
        List<LedgerEntry> entries = transaction.entries();
        // One statement and therefore one round trip: captures are on the path of every order.
        String lines = IntStream.range(0, entries.size())
                .mapToObj(i -> "(%1$d, :account%1$d, :currency%1$d, CAST(:amount%1$d AS bigint))".formatted(i + 1))
                .collect(Collectors.joining(", "));
        jdbi.useHandle(handle -> {
            var insert = handle.createUpdate(
                            """
                            WITH booked AS (
                                INSERT INTO ledger_transaction (id, kind, payment_id, refund_id)
                                VALUES (:id, :kind, :paymentId, :refundId) RETURNING id, payment_id)
                            INSERT INTO ledger_entry (transaction_id, line_no, account, currency, amount_minor, payment_id)
                            SELECT booked.id, line.no, line.account, line.currency, line.amount, booked.payment_id
                              FROM booked CROSS JOIN (VALUES %s) AS line (no, account, currency, amount)
                            """
                                    .formatted(lines))
                    .bind("id", transaction.id())
                    .bind("kind", transaction.kind().name())
                    .bind("paymentId", transaction.paymentId())
                    .bind("refundId", transaction.refundId());
            for (int i = 0; i < entries.size(); i++) {
                LedgerEntry entry = entries.get(i);
                insert.bind("account" + (i + 1), entry.account().code())
                        .bind("currency" + (i + 1), entry.currency())
                        .bind("amount" + (i + 1), entry.amountMinor());
            }
            insert.execute();
        });
    }
}
