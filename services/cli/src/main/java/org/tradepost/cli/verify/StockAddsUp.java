package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * For each SKU, on hand + sold - restocked is the sum of the adjustments, and what is reserved, sold and restocked is what the
 * reservations say line by line.
 */
final class StockAddsUp implements Invariant {
    private static final String ADJUSTMENTS =
            """
            SELECT sku, on_hand + sold - restocked, adjusted FROM audit_stock
            WHERE on_hand + sold - restocked <> adjusted""";
    private static final String LINES =
            """
            SELECT s.sku, s.reserved, s.sold, s.restocked,
                   coalesce(l.reserved, 0) AS l_reserved, coalesce(l.sold, 0) AS l_sold, coalesce(l.restocked, 0) AS l_restocked
            FROM audit_stock s
            LEFT JOIN (SELECT n.sku,
                              sum(n.quantity) FILTER (WHERE r.status = 'RESERVED') AS reserved,
                              sum(n.quantity) FILTER (WHERE r.status = 'COMMITTED') AS sold,
                              sum(n.restocked) AS restocked
                       FROM audit_reservation_line n JOIN audit_reservation r ON r.order_id = n.order_id
                       WHERE n.tracked GROUP BY n.sku) l ON l.sku = s.sku
            WHERE s.reserved <> coalesce(l.reserved, 0) OR s.sold <> coalesce(l.sold, 0)
               OR s.restocked <> coalesce(l.restocked, 0)""";

    @Override
    public String name() {
        return "stock-adds-up";
    }

    @Override
    public Finding check(Audit audit) {
        Rows catalog = audit.catalog();
        List<Breach> breaches = new ArrayList<>();
        catalog.forEach(
                ADJUSTMENTS,
                (row, c) -> new Breach(
                        row.getString(1),
                        "SKU '" + row.getString(1) + "': on hand + sold - restocked is " + row.getLong(2)
                                + ", the adjustments sum to " + row.getLong(3)),
                breaches::add);
        catalog.forEach(
                LINES,
                (row, c) -> new Breach(
                        row.getString(1) + " lines",
                        "SKU '%s' has reserved %d, sold %d, restocked %d; its reservations say %d, %d, %d"
                                .formatted(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6),
                                        row.getLong(7))),
                breaches::add);
        return new Finding(catalog.count("SELECT count(*) FROM audit_stock"), breaches);
    }
}
