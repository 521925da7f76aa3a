package org.tradepost.orders.checkout.control;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.tradepost.orders.ordering.entity.OrderLine;

/** How much of one SKU an order takes or gives back; each SKU occurs once. */
public record StockLine(String sku, long quantity) {

    /** The order in which lines are always sent: the same request has to look the same when it is repeated. */
    static final Comparator<StockLine> BY_SKU = Comparator.comparing(StockLine::sku);

    /** Sums the lines of an order by SKU, in SKU order. */
    public static List<StockLine> of(List<OrderLine> lines) {
        TreeMap<String, Long> bySku = new TreeMap<>();
        for (OrderLine line : lines) {
            bySku.merge(line.sku(), line.quantity(), Math::addExact);
        }
        return bySku.entrySet().stream()
                .map(entry -> new StockLine(entry.getKey(), entry.getValue()))
                .toList();
    }
}
