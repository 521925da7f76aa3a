package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sold: by this program's own reading of a file, or by the platform's report.
 *
 * @param orders number of orders
 * @param revenue in pence, refunds not deducted
 */
record SalesFigures(long orders, long revenue, Map<String, Long> revenueByCountry, Map<String, Long> unitsBySku) {

    record ProductUnits(String sku, long units) {}

    /** The own reading of these invoices. */
    static SalesFigures read(Collection<Invoice> invoices) {
        Map<String, Long> byCountry = new TreeMap<>();
        Map<String, Long> bySku = new TreeMap<>();
        long revenue = 0;
        for (Invoice invoice : invoices) {
            long amount = invoice.revenue();
            revenue = Math.addExact(revenue, amount);
            byCountry.merge(invoice.country(), amount, Math::addExact);
            invoice.lines().forEach(line -> bySku.merge(line.sku(), line.quantity(), Math::addExact));
        }
        return new SalesFigures(invoices.size(), revenue, byCountry, bySku);
    }

    /** What the platform reports, from its answers by country and by product. */
    static SalesFigures reported(JsonNode byCountry, JsonNode byProduct) {
        Map<String, Long> revenue = new TreeMap<>();
        Map<String, Long> units = new TreeMap<>();
        byCountry
                .path("rows")
                .forEach(row -> revenue.put(
                        row.path("key").asText(), row.path("grossMinor").asLong()));
        byProduct
                .path("rows")
                .forEach(row ->
                        units.put(row.path("key").asText(), row.path("units").asLong()));
        JsonNode total = byCountry.path("total");
        return new SalesFigures(
                total.path("orders").asLong(), total.path("grossMinor").asLong(), revenue, units);
    }

    /** The most sold products, by units, then by SKU. */
    List<ProductUnits> top(int count) {
        return unitsBySku.entrySet().stream()
                .map(entry -> new ProductUnits(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ProductUnits::units).reversed().thenComparing(ProductUnits::sku))
                .limit(count)
                .toList();
    }

    /** Where the report departs from this reading, one line each; empty when they agree to the penny and the unit. */
    List<String> differencesFrom(SalesFigures report) {
        List<String> differences = new ArrayList<>();
        compare(differences, "orders", orders, report.orders);
        compare(differences, "revenue in pence", revenue, report.revenue);
        compare(differences, "pence in ", revenueByCountry, report.revenueByCountry);
        compare(differences, "units of ", unitsBySku, report.unitsBySku);
        return differences;
    }

    private static void compare(
            List<String> differences, String what, Map<String, Long> own, Map<String, Long> reported) {
        Map<String, Long> either = new TreeMap<>(own);
        either.putAll(reported);
        either.keySet()
                .forEach(key ->
                        compare(differences, what + key, own.getOrDefault(key, 0L), reported.getOrDefault(key, 0L)));
    }

    private static void compare(List<String> differences, String what, long own, long reported) {
        if (own != reported) {
            differences.add(what + ": the file has " + own + ", the report " + reported);
        }
    }
}
