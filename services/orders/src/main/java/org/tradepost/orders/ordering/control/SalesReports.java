package org.tradepost.orders.ordering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.tradepost.orders.ordering.control.SalesReport.Row;

/**
 * The sales report, from the orders alone. What was refunded is kept with the order and, spread to the penny, with its lines, so that
 * every grouping adds up to the same amounts. Amounts of different currencies are never added.
 */
@ApplicationScoped
public class SalesReports {

    private static final String BY_COUNTRY =
            """
            select country as key, currency, count(*) as orders, sum(units)::bigint as units,
                   sum(total_minor)::bigint as gross, sum(refunded_minor)::bigint as refunded
            from customer_order o where %s group by country, currency""";

    private static final String BY_DAY =
            """
            select (confirmed_at at time zone 'UTC')::date::text as key, currency, count(*) as orders,
                   sum(units)::bigint as units, sum(total_minor)::bigint as gross, sum(refunded_minor)::bigint as refunded
            from customer_order o where %s group by (confirmed_at at time zone 'UTC')::date, currency""";

    /** An order has many products but counts once in the total: those rows, without a key, come with the same snapshot. */
    private static final String BY_PRODUCT =
            """
            select l.sku as key, o.currency, count(*) filter (where not l.repeats_sku) as orders,
                   sum(l.quantity)::bigint as units, sum(l.line_total_minor)::bigint as gross,
                   sum(l.refunded_minor)::bigint as refunded
            from customer_order o join order_line l on l.order_id = o.id where %1$s group by l.sku, o.currency
            union all
            select null, currency, count(*), sum(units)::bigint, sum(total_minor)::bigint, sum(refunded_minor)::bigint
            from customer_order o where %1$s group by currency""";

    /** Currencies first wherever amounts decide, since amounts of different currencies do not compare. */
    private static final Comparator<Row> LARGEST_NET_FIRST = Comparator.comparing(
                    (Row row) -> row.figures().currency())
            .thenComparing(Comparator.comparingLong((Row row) -> row.figures().netMinor())
                    .reversed())
            .thenComparing(Row::key);

    private static final Comparator<Row> MOST_UNITS_FIRST = Comparator.comparingLong(
                    (Row row) -> row.figures().units())
            .reversed()
            .thenComparing(Row::key)
            .thenComparing(row -> row.figures().currency());

    private static final Comparator<Row> EARLIEST_FIRST =
            Comparator.comparing(Row::key).thenComparing(row -> row.figures().currency());

    private final Jdbi jdbi;

    @Inject
    public SalesReports(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected SalesReports() {
        this(null);
    }

    /** The report as of now. */
    public SalesReport sales(SalesQuery query) {
        return switch (query.by()) {
            case COUNTRY -> addedUp(query, BY_COUNTRY, LARGEST_NET_FIRST);
            case DAY -> addedUp(query, BY_DAY, EARLIEST_FIRST);
            case PRODUCT -> byProduct(query);
        };
    }

    private SalesReport addedUp(SalesQuery query, String sql, Comparator<Row> order) {
        List<Row> rows = rows(query, sql);
        return new SalesReport(query, rows.stream().sorted(order).toList(), totals(rows));
    }

    private SalesReport byProduct(SalesQuery query) {
        Map<Boolean, List<Row>> rows =
                rows(query, BY_PRODUCT).stream().collect(Collectors.partitioningBy(row -> row.key() == null));
        List<Row> products = rows.get(false).stream().sorted(MOST_UNITS_FIRST).toList();
        return new SalesReport(query, products, totals(rows.get(true)));
    }

    private static List<SalesFigures> totals(List<Row> rows) {
        Map<String, SalesFigures> byCurrency = new TreeMap<>();
        for (Row row : rows) {
            byCurrency.merge(row.figures().currency(), row.figures(), SalesReports::plus);
        }
        return List.copyOf(byCurrency.values());
    }

    private static SalesFigures plus(SalesFigures a, SalesFigures b) {
        return new SalesFigures(
                a.currency(),
                Math.addExact(a.orders(), b.orders()),
                Math.addExact(a.units(), b.units()),
                Math.addExact(a.grossMinor(), b.grossMinor()),
                Math.addExact(a.refundedMinor(), b.refundedMinor()));
    }

    private List<Row> rows(SalesQuery query, String sql) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder("o.confirmed_at is not null");
        restrict(where, values, "o.confirmed_at >= :from", "from", atUtc(query.from()));
        restrict(where, values, "o.confirmed_at < :to", "to", atUtc(query.to()));
        restrict(where, values, "o.channel = :channel", "channel", query.channel());
        restrict(where, values, "o.currency = :currency", "currency", query.currency());
        return jdbi.withHandle(h -> {
            Query rows = h.createQuery(sql.formatted(where));
            values.forEach(rows::bind);
            return rows.map((r, c) -> row(r)).list();
        });
    }

    private static void restrict(
            StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            values.put(name, value);
        }
    }

    private static OffsetDateTime atUtc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Row row(ResultSet r) throws SQLException {
        return new Row(
                r.getString("key"),
                new SalesFigures(
                        r.getString("currency"),
                        r.getLong("orders"),
                        r.getLong("units"),
                        r.getLong("gross"),
                        r.getLong("refunded")));
    }
}
