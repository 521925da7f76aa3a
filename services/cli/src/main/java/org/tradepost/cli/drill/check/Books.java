package org.tradepost.cli.drill.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.cli.platform.DatabaseAccess;
import org.tradepost.cli.platform.Installation;

/**
 * What the databases say in the end, read through the audit views.
 *
 * @param orders by id
 * @param refunds refunds and cancellations by id
 * @param charges how often the provider charged for an order that is or is not ours, by order id
 * @param kept what the provider keeps of each order, in minor units
 * @param sold units of each SKU that were sold and did not come back
 */
public record Books(
        Map<String, Order> orders,
        Map<String, Refund> refunds,
        Map<String, Long> charges,
        Map<String, Long> kept,
        Map<String, Long> sold) {
    private static final Set<String> AT_REST =
            Set.of("CONFIRMED", "REJECTED", "CANCELLED", "PARTIALLY_REFUNDED", "REFUNDED");

    private static final String ORDERS =
            """
            SELECT id::text, user_id::text, status, total_minor, refunded_minor, confirmed_at IS NOT NULL AS confirmed
            FROM audit_order""";
    private static final String REFUNDS =
            "SELECT id::text, order_id::text, kind, status, amount_minor FROM audit_refund";
    private static final String CHARGES =
            "SELECT order_ref, count(*) FROM bank.audit_charge WHERE status = 'CHARGED' GROUP BY order_ref";
    private static final String KEPT =
            """
            SELECT order_ref, sum(amount)::bigint FROM (
                SELECT order_ref, amount_minor AS amount FROM bank.audit_charge WHERE status = 'CHARGED'
                UNION ALL SELECT order_ref, -amount_minor FROM bank.audit_refund) moved
            GROUP BY order_ref""";
    // Whatever was cancelled is back; of the rest, what refunds put back.
    private static final String SOLD =
            """
            SELECT l.sku, sum(l.quantity - coalesce(r.back, 0))::bigint
            FROM audit_order_line l JOIN audit_order o ON o.id = l.order_id
            LEFT JOIN (SELECT order_id, line_no, sum(restocked_quantity) AS back FROM audit_refund_line
                       GROUP BY order_id, line_no) r ON r.order_id = l.order_id AND r.line_no = l.line_no
            WHERE o.confirmed_at IS NOT NULL AND o.status NOT IN ('CANCELLED', 'CANCELLING', 'NEEDS_ATTENTION')
            GROUP BY l.sku""";

    /** One order as it is stored. */
    public record Order(
            String id, String userId, String status, long totalMinor, long refundedMinor, boolean confirmed) {

        /** Whether nothing will happen to it by itself any more. */
        boolean atRest() {
            return AT_REST.contains(status);
        }

        /** Whether it waits for a person; that is counted apart. */
        boolean needsAttention() {
            return status.equals("NEEDS_ATTENTION");
        }
    }

    /** A refund or cancellation as it is stored. */
    public record Refund(String id, String orderId, String kind, String status, long amountMinor) {}

    /** Reads the databases of a platform that is quiet. */
    public static Books read(Installation installation) {
        try (Handle orders = open(installation, "orders");
                Handle payments = open(installation, "payments")) {
            return new Books(
                    orders
                            .createQuery(ORDERS)
                            .map((row, c) -> new Order(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getBoolean(6)))
                            .list()
                            .stream()
                            .collect(Collectors.toMap(Order::id, order -> order)),
                    orders
                            .createQuery(REFUNDS)
                            .map((row, c) -> new Refund(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getLong(5)))
                            .list()
                            .stream()
                            .collect(Collectors.toMap(Refund::id, refund -> refund)),
                    numbers(payments, CHARGES),
                    numbers(payments, KEPT),
                    numbers(orders, SOLD));
        }
    }

    /** Work that is still going on, one line for each kind of it; empty when the platform is quiet. */
    public static List<String> unfinished(Installation installation) {
        Map<String, Long> open = new HashMap<>();
        try (Handle orders = open(installation, "orders")) {
            open.put("sagas", count(orders, "SELECT count(*) FROM audit_saga WHERE status = 'ACTIVE'"));
        }
        for (String service : List.of("users", "catalog", "orders", "payments")) {
            try (Handle database = open(installation, service)) {
                open.put(
                        "events of " + service + " not sent",
                        count(database, "SELECT count(*) FROM audit_outbox WHERE sent_at IS NULL"));
            }
        }
        return open.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .toList();
    }

    private static Handle open(Installation installation, String service) {
        DatabaseAccess access = installation.auditDatabase(service);
        return Jdbi.open(access.url(), access.user(), access.password());
    }

    private static long count(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private static Map<String, Long> numbers(Handle handle, String sql) {
        Map<String, Long> numbers = new HashMap<>();
        handle.createQuery(sql)
                .map((row, c) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }
}
