package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/** The ledger balances, per currency and per transaction, and says of each payment what the payment says of itself. */
final class LedgerBalances implements Invariant {
    private static final String CURRENCIES =
            "SELECT currency, sum(amount_minor) FROM audit_ledger GROUP BY currency HAVING sum(amount_minor) <> 0";
    private static final String TRANSACTIONS =
            """
            SELECT transaction_id::text, currency, sum(amount_minor) FROM audit_ledger
            GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0""";
    private static final String PAYMENTS =
            """
            SELECT p.id::text, p.captured_minor - p.refunded_minor, coalesce(l.receivable, 0)
            FROM audit_payment p
            LEFT JOIN (SELECT payment_id, sum(amount_minor) AS receivable FROM audit_ledger
                       WHERE account = 'provider_receivable' GROUP BY payment_id) l ON l.payment_id = p.id
            WHERE p.captured_minor - p.refunded_minor <> coalesce(l.receivable, 0)""";

    @Override
    public String name() {
        return "ledger-balances";
    }

    @Override
    public Finding check(Audit audit) {
        Rows payments = audit.payments();
        List<Breach> breaches = new ArrayList<>();
        payments.forEach(
                CURRENCIES,
                (row, c) ->
                        new Breach(row.getString(1), "the ledger is off by " + row.getLong(2) + " " + row.getString(1)),
                breaches::add);
        payments.forEach(
                TRANSACTIONS,
                (row, c) -> new Breach(
                        row.getString(1),
                        "ledger transaction " + row.getString(1) + " is off by " + row.getLong(3) + " "
                                + row.getString(2)),
                breaches::add);
        payments.forEach(
                PAYMENTS,
                (row, c) -> new Breach(
                        row.getString(1),
                        "payment " + row.getString(1) + " has net captured " + row.getLong(2) + ", the ledger has "
                                + row.getLong(3)),
                breaches::add);
        return new Finding(payments.count("SELECT count(*) FROM audit_ledger"), breaches);
    }
}
