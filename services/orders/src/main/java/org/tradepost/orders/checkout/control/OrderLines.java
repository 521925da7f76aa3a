package org.tradepost.orders.checkout.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The priced lines of an order, all in one currency, with totals that are exact or refused. */
record OrderLines(List<OrderLine> lines, String currency, long totalMinor, long units) {

    /**
     * Prices each item, at its own price if it has one and at the catalogue's otherwise.
     *
     * @throws ProblemException 422 for unknown SKUs, mixed currencies, or a total that is zero or too large
     */
    static OrderLines price(List<PlaceOrderCommand.Item> items, Map<String, Product> products) {
        requireKnown(items, products);
        String currency = null;
        List<OrderLine> lines = new ArrayList<>(items.size());
        long total = 0;
        long units = 0;
        try {
            for (PlaceOrderCommand.Item item : items) {
                Product product = products.get(item.sku());
                Money price = item.unitPrice() != null ? item.unitPrice() : product.price();
                if (currency != null && !currency.equals(price.currency())) {
                    throw new ProblemException(
                                    OrdersError.MIXED_CURRENCIES,
                                    "The items are priced in " + currency + " and " + price.currency())
                            .field("items[" + lines.size() + "]", "is priced in " + price.currency());
                }
                currency = price.currency();
                OrderLine line =
                        OrderLine.of(lines.size() + 1, item.sku(), product.name(), item.quantity(), price.amount());
                lines.add(line);
                total = Math.addExact(total, line.lineTotalMinor());
                units = Math.addExact(units, line.quantity());
            }
        } catch (ArithmeticException e) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "The total is too large")
                    .field("items", "add up to more than can be charged");
        }
        requireReservable(lines);
        if (total == 0) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "There is nothing to pay")
                    .field("items", "must add up to more than nothing");
        }
        return new OrderLines(lines, currency, total, units);
    }

    private static void requireReservable(List<OrderLine> lines) {
        for (StockLine line : StockLine.of(lines)) {
            if (line.quantity() > Integer.MAX_VALUE) {
                throw new ProblemException(CommonError.VALIDATION_ERROR, "More of one product than can be reserved")
                        .field("items", "add up to more than " + Integer.MAX_VALUE + " of \"" + line.sku() + "\"");
            }
        }
    }

    private static void requireKnown(List<PlaceOrderCommand.Item> items, Map<String, Product> products) {
        ProblemException refusal = null;
        for (int i = 0; i < items.size(); i++) {
            String sku = items.get(i).sku();
            if (!products.containsKey(sku)) {
                if (refusal == null) {
                    refusal = new ProblemException(OrdersError.UNKNOWN_SKU, "There is no product \"" + sku + "\"");
                }
                refusal.field("items[" + i + "].sku", "does not exist");
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }
}
