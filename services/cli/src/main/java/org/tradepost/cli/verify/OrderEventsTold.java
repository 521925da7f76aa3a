package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Every entry of an order's history was put into the outbox with it, once: in one snapshot there is never one without the other.
 * Outbox rows are kept for seven days, so older entries are not looked at.
 */
final class OrderEventsTold implements Invariant {
    private static final String UNTOLD =
            """
            SELECT e.order_id::text, e.version, e.type FROM audit_order_event e
            WHERE e.occurred_at > now() - interval '6 days'
              AND NOT EXISTS (SELECT 1 FROM audit_outbox o
                              WHERE o.topic = 'tradepost.orders' AND o.aggregate_id = e.order_id::text
                                AND o.sequence = e.version)""";

    private static final String INVENTED =
            """
            SELECT o.aggregate_id, o.sequence, count(DISTINCT o.event_id) AS told, count(e.order_id) AS happened
            FROM audit_outbox o
            LEFT JOIN audit_order_event e ON e.order_id::text = o.aggregate_id AND e.version = o.sequence
            WHERE o.topic = 'tradepost.orders'
            GROUP BY o.aggregate_id, o.sequence
            HAVING count(DISTINCT o.event_id) > 1 OR count(e.order_id) = 0""";

    @Override
    public String name() {
        return "order-events-are-told";
    }

    @Override
    public Finding check(Audit audit) {
        Rows orders = audit.orders();
        List<Breach> breaches = new ArrayList<>();
        orders.forEach(
                UNTOLD,
                (row, context) -> new Breach(
                        row.getString(1) + " " + row.getLong(2),
                        "order " + row.getString(1) + ": nobody was told of version " + row.getLong(2) + ", "
                                + row.getString(3)),
                breaches::add);
        orders.forEach(
                INVENTED,
                (row, context) -> new Breach(
                        row.getString(1) + " " + row.getLong(2),
                        "order " + row.getString(1) + ": version " + row.getLong(2) + " was told " + row.getLong(3)
                                + " times" + (row.getLong(4) == 0 ? " and never happened" : "")),
                breaches::add);
        return new Finding(orders.count("SELECT count(*) FROM audit_order_event"), breaches);
    }
}
