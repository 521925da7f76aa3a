package org.tradepost.catalog.product.entity;

import java.time.Instant;
import org.tradepost.shared.money.Money;

/**
 * A product as it is stored.
 *
 * @param version grows with every change; the entity tag
 */
public record Product(
        String sku,
        String name,
        String description,
        String category,
        Money price,
        boolean stockTracked,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
