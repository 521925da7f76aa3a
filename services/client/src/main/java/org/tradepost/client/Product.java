package org.tradepost.client;

import java.time.Instant;

/**
 * Something that is for sale.
 *
 * @param id the SKU
 * @param category null when it has none
 * @param stockTracked false for what is sold without being counted
 * @param version rises with every change
 */
public record Product(
        String id,
        String sku,
        String name,
        String description,
        String category,
        Money price,
        boolean stockTracked,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
