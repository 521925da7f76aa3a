package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/** Each order's state is the state that its events rebuild, and its events follow each other as orders may change. */
final class OrderHistories implements Invariant {
    private static final String STATES =
            """
            WITH rebuilt AS (
                SELECT order_id, count(*) AS events, min(version) AS first_version, max(version) AS version,
                       sum(refunded_minor)::bigint AS refunded_minor,
                       min(occurred_at) FILTER (WHERE upper(replace(type, '-', '_')) = 'ORDER_CONFIRMED') AS confirmed_at
                FROM audit_order_event GROUP BY order_id),
            last AS (
                SELECT DISTINCT ON (order_id) order_id, status, reason, currency, total_minor, payment_id
                FROM audit_order_event ORDER BY order_id, version DESC)
            SELECT o.id::text,
                   concat_ws(', ',
                       CASE WHEN r.order_id IS NULL THEN 'it has no events' END,
                       CASE WHEN r.first_version <> 1 OR r.events <> r.version THEN 'its events have gaps' END,
                       CASE WHEN o.version <> r.version THEN 'version ' || o.version || ' is not ' || r.version END,
                       CASE WHEN o.status <> l.status THEN 'status ' || o.status || ' is not ' || l.status END,
                       CASE WHEN o.status_reason IS DISTINCT FROM l.reason
                            THEN 'reason ' || coalesce(o.status_reason, '-') || ' is not ' || coalesce(l.reason, '-') END,
                       CASE WHEN o.total_minor <> l.total_minor OR o.currency <> l.currency
                            THEN 'total ' || o.total_minor || ' is not ' || l.total_minor END,
                       CASE WHEN o.refunded_minor <> r.refunded_minor
                            THEN 'refunded ' || o.refunded_minor || ' is not ' || r.refunded_minor END,
                       CASE WHEN o.payment_id IS DISTINCT FROM l.payment_id THEN 'the payment is another' END,
                       CASE WHEN o.confirmed_at IS DISTINCT FROM r.confirmed_at
                            THEN 'the time of confirmation is another' END) AS fault
            FROM audit_order o
            LEFT JOIN rebuilt r ON r.order_id = o.id
            LEFT JOIN last l ON l.order_id = o.id
            WHERE r.order_id IS NULL OR r.first_version <> 1 OR r.events <> r.version OR o.version <> r.version
               OR o.status <> l.status OR o.status_reason IS DISTINCT FROM l.reason OR o.total_minor <> l.total_minor
               OR o.currency <> l.currency OR o.refunded_minor <> r.refunded_minor
               OR o.payment_id IS DISTINCT FROM l.payment_id OR o.confirmed_at IS DISTINCT FROM r.confirmed_at""";
    private static final String TRANSITIONS =
            """
            SELECT order_id::text, version, before, status
            FROM (SELECT order_id, version, status, lag(status) OVER (PARTITION BY order_id ORDER BY version) AS before
                  FROM audit_order_event) e
            WHERE (before, status) NOT IN (
                ('PENDING', 'CONFIRMED'), ('PENDING', 'REJECTED'), ('PENDING', 'NEEDS_ATTENTION'),
                ('CONFIRMED', 'CANCELLING'), ('CONFIRMED', 'PARTIALLY_REFUNDED'), ('CONFIRMED', 'REFUNDED'),
                ('CONFIRMED', 'NEEDS_ATTENTION'),
                ('PARTIALLY_REFUNDED', 'PARTIALLY_REFUNDED'), ('PARTIALLY_REFUNDED', 'REFUNDED'),
                ('PARTIALLY_REFUNDED', 'CANCELLING'), ('PARTIALLY_REFUNDED', 'NEEDS_ATTENTION'),
                ('CANCELLING', 'CANCELLED'), ('CANCELLING', 'NEEDS_ATTENTION'),
                ('NEEDS_ATTENTION', 'PENDING'), ('NEEDS_ATTENTION', 'CANCELLING'), ('NEEDS_ATTENTION', 'CONFIRMED'),
                ('NEEDS_ATTENTION', 'PARTIALLY_REFUNDED'), ('NEEDS_ATTENTION', 'NEEDS_ATTENTION'))
               OR (before IS NULL AND status <> 'PENDING')""";

    @Override
    public String name() {
        return "order-state-equals-history";
    }

    @Override
    public Finding check(Audit audit) {
        Rows orders = audit.orders();
        List<Breach> breaches = new ArrayList<>();
        orders.forEach(
                STATES,
                (row, c) -> new Breach(
                        row.getString(1),
                        "order " + row.getString(1) + " differs from its history: " + row.getString(2)),
                breaches::add);
        orders.forEach(
                TRANSITIONS,
                (row, c) -> new Breach(
                        row.getString(1) + " " + row.getLong(2),
                        "order " + row.getString(1) + " went from " + row.getString(3) + " to " + row.getString(4)
                                + " in version " + row.getLong(2)),
                breaches::add);
        return new Finding(orders.count("SELECT count(*) FROM audit_order"), breaches);
    }
}
