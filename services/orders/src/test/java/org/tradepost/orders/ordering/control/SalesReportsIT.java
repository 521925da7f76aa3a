package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.control.SalesReport.Row;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.testkit.TestPostgres;

/** The report against the same figures worked out naively from random orders. */
class SalesReportsIT {

    private record Sold(Order order, List<OrderLine> lines) {}

    private static final Instant START = OrderRows.day("2011-01-01");
    private static final long SEED = 20111209;

    private static final List<Sold> ALL = new ArrayList<>();
    private static SalesReports reports;

    @BeforeAll
    static void sell() {
        var database = TestPostgres.start().database("orders");
        OrderRows rows = new OrderRows(database.jdbi());
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            Sold sold = random(random);
            rows.insert(sold.order(), sold.lines());
            ALL.add(sold);
        }
        reports = new SalesReports(database.jdbi());
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void aReportOfEverythingIsRight(Grouping by) {
        assertRight(new SalesQuery(by, null, null, null, null));
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void aReportOfSomeDaysOfAChannelInACurrencyIsRight(Grouping by) {
        assertRight(new SalesQuery(by, OrderRows.day("2011-01-03"), OrderRows.day("2011-01-08"), "web", "EUR"));
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void theStartIsIncludedAndTheEndIsNot(Grouping by) {
        List<Instant> times = ALL.stream()
                .map(sold -> sold.order().confirmedAt())
                .filter(at -> at != null)
                .sorted()
                .toList();
        Instant from = times.get(50);
        Instant to = times.get(150);

        SalesReport report = reports.sales(new SalesQuery(by, from, to, null, null));

        assertRight(report.query());
        assertThat(report.totals().stream().mapToLong(SalesFigures::orders).sum())
                .isEqualTo(times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(to))
                        .count());
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void whereNothingWasSoldTheReportIsEmpty(Grouping by) {
        SalesReport report =
                reports.sales(new SalesQuery(by, OrderRows.day("1999-01-01"), OrderRows.day("2000-01-01"), null, null));

        assertThat(report.rows()).isEmpty();
        assertThat(report.totals()).isEmpty();
    }

    @Test
    void everyGroupingAddsUpToTheSameAmounts() {
        List<List<SalesFigures>> totals = new ArrayList<>();
        for (Grouping by : Grouping.values()) {
            SalesReport report = reports.sales(new SalesQuery(by, null, null, null, null));
            totals.add(report.totals());
            for (SalesFigures total : report.totals()) {
                List<SalesFigures> rows = report.rows().stream()
                        .map(Row::figures)
                        .filter(figures -> figures.currency().equals(total.currency()))
                        .toList();
                assertThat(rows.stream().mapToLong(SalesFigures::grossMinor).sum())
                        .isEqualTo(total.grossMinor());
                assertThat(rows.stream().mapToLong(SalesFigures::refundedMinor).sum())
                        .isEqualTo(total.refundedMinor());
                assertThat(rows.stream().mapToLong(SalesFigures::units).sum()).isEqualTo(total.units());
            }
        }
        assertThat(totals).allSatisfy(total -> assertThat(total).isEqualTo(totals.get(0)));
        assertThat(totals.get(0)).extracting(SalesFigures::currency).containsExactly("EUR", "GBP");
    }

    private static void assertRight(SalesQuery query) {
        SalesReport report = reports.sales(query);
        List<Row> expected = naive(query);

        assertThat(expected).as("the seed has to sell something").isNotEmpty();
        assertThat(report.rows()).as("seed %d", SEED).isEqualTo(expected);
    }

    private static List<Row> naive(SalesQuery query) {
        Map<List<String>, long[]> figures = new HashMap<>();
        for (Sold sold : ALL) {
            Order order = sold.order();
            Instant at = order.confirmedAt();
            if (at == null
                    || query.from() != null && at.isBefore(query.from())
                    || query.to() != null && !at.isBefore(query.to())
                    || query.channel() != null && !query.channel().equals(order.channel())
                    || query.currency() != null && !query.currency().equals(order.currency())) {
                continue;
            }
            Set<String> counted = new HashSet<>();
            for (OrderLine line : sold.lines()) {
                String key =
                        switch (query.by()) {
                            case COUNTRY -> order.country();
                            case DAY ->
                                at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
                            case PRODUCT -> line.sku();
                        };
                long[] f = figures.computeIfAbsent(List.of(key, order.currency()), k -> new long[4]);
                f[0] += counted.add(key) ? 1 : 0;
                f[1] += line.quantity();
                f[2] += line.lineTotalMinor();
                f[3] += line.refundedMinor();
            }
        }
        return figures.entrySet().stream()
                .map(e -> new Row(
                        e.getKey().get(0),
                        new SalesFigures(
                                e.getKey().get(1), e.getValue()[0], e.getValue()[1], e.getValue()[2], e.getValue()[3])))
                .sorted(documentedOrder(query.by()))
                .toList();
    }

    private static Comparator<Row> documentedOrder(Grouping by) {
        Comparator<Row> byKey = Comparator.comparing(Row::key);
        Comparator<Row> byCurrency = Comparator.comparing(row -> row.figures().currency());
        return switch (by) {
            case COUNTRY ->
                byCurrency.thenComparingLong(row -> -row.figures().netMinor()).thenComparing(byKey);
            case PRODUCT ->
                Comparator.comparingLong((Row row) -> -row.figures().units())
                        .thenComparing(byKey)
                        .thenComparing(byCurrency);
            case DAY -> byKey.thenComparing(byCurrency);
        };
    }

    /** A SKU often repeats within an order, at other prices; some orders are refunded, cancelled or never confirmed. */
    private static Sold random(Random random) {
        boolean confirmed = random.nextInt(5) > 0;
        List<OrderLine> lines = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int no = 1; no <= count; no++) {
            String sku = List.of("85123A", "85123a", "85123A ", "POST", "22423", "84879")
                    .get(random.nextInt(6));
            OrderLine line = OrderLine.of(no, sku, "Product", 1 + random.nextInt(20), random.nextInt(1000));
            long refunded = confirmed && random.nextInt(4) == 0 ? random.nextLong(line.lineTotalMinor() + 1) : 0;
            lines.add(new OrderLine(
                    no, sku, line.name(), line.quantity(), line.unitPriceMinor(), line.lineTotalMinor(), 0, refunded));
        }
        Instant placed = START.plus(Duration.ofSeconds(random.nextInt(10 * 24 * 3600)));
        Order order = OrderRows.pending(
                UUID.randomUUID(),
                random.nextInt(3) == 0 ? "EUR" : "GBP",
                List.of("United Kingdom", "EIRE", "France", "Österreich").get(random.nextInt(4)),
                random.nextBoolean() ? "web" : null,
                null,
                lines,
                placed);
        if (!confirmed) {
            return new Sold(
                    random.nextBoolean()
                            ? order
                            : order.reject("OUT_OF_STOCK", placed).order(),
                    lines);
        }
        Order sold = order.confirm(UUID.randomUUID(), placed.plusSeconds(1)).order();
        long refunded = lines.stream().mapToLong(OrderLine::refundedMinor).sum();
        return new Sold(
                refunded == 0
                        ? sold
                        : sold.refunded(UUID.randomUUID(), refunded, placed.plusSeconds(2))
                                .order(),
                lines);
    }
}
