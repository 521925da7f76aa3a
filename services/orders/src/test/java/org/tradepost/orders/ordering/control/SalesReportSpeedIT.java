package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/**
 * Reports and lists over 20,000 orders of 25 lines. The bar is 500 ms on an idle machine; the assertion leaves room for one that
 * is building something else at the same time, and the measured times are printed.
 */
class SalesReportSpeedIT {

    private static final Duration GENEROUS = Duration.ofSeconds(2);
    private static final UUID USER = UUID.fromString("019aa8a2-0000-7000-8000-000000000001");

    private static Jdbi jdbi;

    @BeforeAll
    static void generate() {
        TestDatabase database = TestPostgres.start().database("orders");
        jdbi = database.jdbi();
        jdbi.useTransaction(h -> {
            h.createUpdate(
                            """
                            insert into customer_order (id, user_id, status, currency, total_minor, item_count, units, country,
                                channel, reference, payment_id, placed_at, confirmed_at, updated_at, version)
                            select ('019aa8a2-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, :user, 'CONFIRMED', 'GBP',
                                2500, 25, 25, 'Country ' || n % 38, 'import', n::text, gen_random_uuid(), at, at, at, 2
                            from (select n, timestamptz '2010-12-01T00:00Z' + n * interval '26 minutes' as at
                                  from generate_series(1, 20000) n) s
                            """)
                    .bind("user", USER)
                    .execute();
            h.execute(
                    """
                    insert into order_line (order_id, line_no, sku, name, quantity, unit_price_minor, line_total_minor)
                    select id, n, 'SKU-' || (reference::bigint * 7919 + n * 104729) % 4000, 'A product with a name', 1, 100, 100
                    from customer_order, generate_series(1, 25) n
                    """);
        });
        database.ownerJdbi().useHandle(h -> h.execute("vacuum analyze customer_order, order_line"));
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void aReportOfEverythingIsQuick(Grouping by) {
        SalesReports reports = new SalesReports(jdbi);
        SalesQuery query = new SalesQuery(by, null, null, "import", null);
        reports.sales(query);

        Instant start = Instant.now();
        SalesReport report = reports.sales(query);
        Duration took = Duration.between(start, Instant.now());

        System.out.printf("sales by %s of 20,000 orders, 500,000 lines: %d ms%n", by, took.toMillis());
        assertThat(report.totals()).containsExactly(new SalesFigures("GBP", 20_000, 500_000, 50_000_000, 0));
        assertThat(took).isLessThan(GENEROUS);
    }

    @Test
    void aReportOfOneDayReadsOneDay() {
        SalesQuery query =
                new SalesQuery(Grouping.PRODUCT, OrderRows.day("2011-06-01"), OrderRows.day("2011-06-02"), null, null);
        SalesReports reports = new SalesReports(jdbi);
        reports.sales(query);

        Instant start = Instant.now();
        long units = reports.sales(query).totals().get(0).units();
        Duration took = Duration.between(start, Instant.now());

        System.out.printf("sales by PRODUCT of one day: %d ms%n", took.toMillis());
        assertThat(units).isBetween(1_000L, 2_000L);
        assertThat(took).isLessThan(GENEROUS);
    }

    @Test
    void theLastPageOfALongListIsReadFromAnIndex() {
        List<String> steps = jdbi.withHandle(h -> h.createQuery(
                        """
                        explain select * from customer_order
                        where user_id = :user and id < '019aa8a2-0000-7000-9000-000000000030' order by id desc limit 21""")
                .bind("user", USER)
                .mapTo(String.class)
                .list());
        String plan = String.join("\n", steps);

        assertThat(plan)
                .contains("Index Scan Backward")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }
}
