package org.tradepost.catalog.product.boundary;

import java.time.Instant;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.money.Money;

/** A product as it is shown. */
public record ProductView(
        String id,
        String sku,
        String name,
        String description,
        String category,
        Money price,
        boolean stockTracked,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static ProductView of(Product product) {
        return new ProductView(
                product.sku(),
                product.sku(),
                product.name(),
                product.description(),
                product.category(),
                product.price(),
                product.stockTracked(),
                product.version(),
                product.createdAt(),
                product.updatedAt());
    }
}
