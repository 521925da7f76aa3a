package org.tradepost.orders.ordering.control;

import java.util.List;

/**
 * Sales by country, product or day.
 *
 * @param rows one per key and currency, in the report's order
 * @param totals one per currency, in which each order counts once
 */
public record SalesReport(SalesQuery query, List<Row> rows, List<SalesFigures> totals) {

    /** One row: a country, SKU or day (UTC) in one currency. */
    public record Row(String key, SalesFigures figures) {}
}
