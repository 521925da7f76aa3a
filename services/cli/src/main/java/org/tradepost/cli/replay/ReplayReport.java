package org.tradepost.cli.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * Result of a replay; its components are the members of the JSON output.
 *
 * @param invoices invoices read, of any kind
 * @param orders of them placed, now or earlier
 * @param skipped rows that are not sold, by reason
 * @param perSecond orders placed by this run a second
 * @param differences why it is not reconciled, for people
 */
record ReplayReport(
        long invoices,
        long orders,
        Map<String, Long> skipped,
        long revenueMinor,
        Map<String, Long> byCountry,
        List<SalesFigures.ProductUnits> topProducts,
        boolean reconciled,
        double perSecond,
        @JsonIgnore List<String> differences) {

    private static final int SHOWN_COUNTRIES = 5;
    private static final int SHOWN_DIFFERENCES = 10;

    /** The report for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%,d invoices read, %,d orders placed (%s a second in this run)%n"
                .formatted(invoices, orders, perSecond));
        skipped.forEach((reason, rows) -> text.append("  %,8d rows skipped: %s%n".formatted(rows, reason)));
        text.append("Revenue %s%n".formatted(pounds(revenueMinor)));
        byCountry.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_COUNTRIES)
                .forEach(entry -> text.append("  %18s  %s%n".formatted(pounds(entry.getValue()), entry.getKey())));
        if (byCountry.size() > SHOWN_COUNTRIES) {
            text.append("  %18s  %d more countries%n".formatted("", byCountry.size() - SHOWN_COUNTRIES));
        }
        text.append("Most sold%n".formatted());
        topProducts.forEach(product -> text.append("  %,12d units  %s%n".formatted(product.units(), product.sku())));
        text.append(reconciled ? "Reconciled with the platform's report to the penny.\n" : "NOT reconciled:\n");
        differences.stream()
                .limit(SHOWN_DIFFERENCES)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        if (differences.size() > SHOWN_DIFFERENCES) {
            text.append("  and %,d more%n".formatted(differences.size() - SHOWN_DIFFERENCES));
        }
        return text.toString();
    }

    static String pounds(long pence) {
        return "£%,d.%02d".formatted(pence / 100, pence % 100);
    }
}
