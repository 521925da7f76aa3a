package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Every order a caller was told about exists, and every order that is not at rest is being worked on: an order that needs
 * attention waits for a person and is counted apart, any other has work that is due and not overdue.
 */
final class AcknowledgedOrders implements Invariant {
    private static final String MISSING =
            """
            SELECT a.order_id::text FROM audit_acknowledged_order a
            WHERE NOT EXISTS (SELECT 1 FROM audit_order o WHERE o.id = a.order_id)
              AND NOT EXISTS (SELECT 1 FROM audit_refund r WHERE r.id = a.order_id)""";
    // A lease of 15 s and 10 s more: by then any replica has taken the work over. Nothing takes longer than half an
    // hour:
    // 15 minutes until a checkout turns round, 15 more until it needs attention.
    private static final String STUCK =
            """
            SELECT o.id::text, o.status,
                   CASE WHEN s.order_id IS NULL THEN 'nothing is working on it'
                        WHEN s.due < now() - interval '25 seconds' THEN 'its work is overdue since ' || s.due
                        ELSE 'it has been worked on since ' || s.since END AS what
            FROM audit_order o
            LEFT JOIN (SELECT order_id, min(greatest(next_attempt_at, coalesce(lease_until, next_attempt_at))) AS due,
                              min(created_at) AS since
                       FROM audit_saga WHERE status = 'ACTIVE' GROUP BY order_id) s ON s.order_id = o.id
            WHERE o.status IN ('PENDING', 'CANCELLING')
              AND (s.order_id IS NULL OR s.due < now() - interval '25 seconds'
                   OR s.since < now() - interval '35 minutes')""";

    @Override
    public String name() {
        return "acknowledged-orders";
    }

    @Override
    public Finding check(Audit audit) {
        Rows orders = audit.orders();
        List<Breach> breaches = new ArrayList<>();
        orders.forEach(
                MISSING,
                (row, context) -> row.getString(1),
                id -> breaches.add(new Breach(id, "order " + id + " was acknowledged and does not exist")));
        orders.forEach(
                STUCK,
                (row, context) -> new Breach(
                        row.getString(1),
                        "order " + row.getString(1) + " is " + row.getString(2) + " and " + row.getString(3)),
                breaches::add);
        return new Finding(orders.count("SELECT count(*) FROM audit_order"), breaches);
    }
}
