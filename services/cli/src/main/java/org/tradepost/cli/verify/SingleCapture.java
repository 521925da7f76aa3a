package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/** No order was charged twice: at the provider, or in the ledger. */
final class SingleCapture implements Invariant {
    private static final String CHARGES =
            """
            SELECT order_ref, count(*), string_agg(key, ', ' ORDER BY created_at) FROM bank.audit_charge
            WHERE status = 'CHARGED' GROUP BY order_ref HAVING count(*) > 1""";
    private static final String CAPTURES =
            """
            SELECT p.order_id::text, count(DISTINCT l.transaction_id)
            FROM audit_ledger l JOIN audit_payment p ON p.id = l.payment_id
            WHERE l.account = 'customer_sales' GROUP BY p.order_id HAVING count(DISTINCT l.transaction_id) > 1""";

    @Override
    public String name() {
        return "one-capture-per-order";
    }

    @Override
    public Finding check(Audit audit) {
        Rows payments = audit.payments();
        List<Breach> breaches = new ArrayList<>();
        payments.forEach(
                CHARGES,
                (row, c) -> new Breach(
                        row.getString(1),
                        "order " + row.getString(1) + " was charged " + row.getLong(2) + " times: " + row.getString(3)),
                breaches::add);
        payments.forEach(
                CAPTURES,
                (row, c) -> new Breach(
                        row.getString(1) + " ledger",
                        "order " + row.getString(1) + " has " + row.getLong(2) + " captures in the ledger"),
                breaches::add);
        long charges = payments.count("SELECT count(*) FROM bank.audit_charge WHERE status = 'CHARGED'");
        return new Finding(charges, breaches);
    }
}
