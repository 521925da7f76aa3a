package org.tradepost.catalog.product.boundary;

import java.util.List;
import java.util.Map;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.money.Money;

/** One result for each SKU that was asked for, in the order asked. */
public record BatchView(List<Item> items) {

    /** A product, or, with nothing but its SKU, the lack of one. */
    public record Item(
            String id,
            String sku,
            boolean found,
            String name,
            String description,
            String category,
            Money price,
            Boolean stockTracked,
            Long version) {

        static Item of(String sku, Product product) {
            return product == null
                    ? new Item(sku, sku, false, null, null, null, null, null, null)
                    : new Item(
                            sku,
                            sku,
                            true,
                            product.name(),
                            product.description(),
                            product.category(),
                            product.price(),
                            product.stockTracked(),
                            product.version());
        }
    }

    static BatchView of(List<String> skus, Map<String, Product> found) {
        return new BatchView(
                skus.stream().map(sku -> Item.of(sku, found.get(sku))).toList());
    }
}
