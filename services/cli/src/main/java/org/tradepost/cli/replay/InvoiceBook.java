package org.tradepost.cli.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file says, read once.
 *
 * @param channel name under which its orders are placed, derived from the content
 * @param invoices every invoice of any kind, in order of first appearance
 * @param products what is sold, by SKU
 */
record InvoiceBook(String channel, List<Invoice> invoices, Map<String, SoldProduct> products) {

    /** A product as its rows present it: the first description that is not empty, the first price it sold at. */
    record SoldProduct(String name, long pence) {}

    /** The first {@code limit} invoices of any kind; all of them for 0. */
    List<Invoice> first(int limit) {
        return limit <= 0 || limit >= invoices.size() ? invoices : invoices.subList(0, limit);
    }

    static Map<String, Long> skippedRows(List<Invoice> invoices) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (SkipReason reason : SkipReason.values()) {
            long count = invoices.stream()
                    .mapToLong(invoice -> invoice.skipped().getOrDefault(reason, 0))
                    .sum();
            if (count > 0) {
                rows.put(reason.label(), count);
            }
        }
        return rows;
    }
}
