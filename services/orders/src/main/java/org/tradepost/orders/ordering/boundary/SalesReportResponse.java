package org.tradepost.orders.ordering.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tradepost.orders.ordering.control.SalesFigures;
import org.tradepost.orders.ordering.control.SalesReport;

/**
 * The sales report.
 *
 * @param total over all rows; without amounts when these are in several currencies
 * @param totals one per currency, only when there are several
 */
public record SalesReportResponse(
        String by, Instant from, Instant to, String channel, List<Row> rows, Total total, List<CurrencyTotal> totals) {

    /** A country, SKU or day in one currency. */
    public record Row(
            String key, String currency, long orders, long units, long grossMinor, long refundedMinor, long netMinor) {

        static Row of(SalesReport.Row row) {
            SalesFigures f = row.figures();
            return new Row(
                    row.key(), f.currency(), f.orders(), f.units(), f.grossMinor(), f.refundedMinor(), f.netMinor());
        }
    }

    /** The total; amounts are null rather than mixed. */
    public record Total(long orders, long units, Long grossMinor, Long refundedMinor, Long netMinor, String currency) {

        static Total of(SalesFigures f) {
            return new Total(f.orders(), f.units(), f.grossMinor(), f.refundedMinor(), f.netMinor(), f.currency());
        }
    }

    /** The total of one currency. */
    public record CurrencyTotal(
            String currency, long orders, long units, long grossMinor, long refundedMinor, long netMinor) {

        static CurrencyTotal of(SalesFigures f) {
            return new CurrencyTotal(
                    f.currency(), f.orders(), f.units(), f.grossMinor(), f.refundedMinor(), f.netMinor());
        }
    }

    static SalesReportResponse of(SalesReport report) {
        List<SalesFigures> totals = report.totals();
        Total total =
                switch (totals.size()) {
                    case 0 -> Total.of(SalesFigures.none(report.query().currency()));
                    case 1 -> Total.of(totals.get(0));
                    default ->
                        new Total(
                                totals.stream().mapToLong(SalesFigures::orders).sum(),
                                totals.stream().mapToLong(SalesFigures::units).sum(),
                                null,
                                null,
                                null,
                                null);
                };
        return new SalesReportResponse(
                report.query().by().name().toLowerCase(Locale.ROOT),
                report.query().from(),
                report.query().to(),
                report.query().channel(),
                report.rows().stream().map(Row::of).toList(),
                total,
                totals.size() < 2
                        ? null
                        : totals.stream().map(CurrencyTotal::of).toList());
    }
}
