package org.tradepost.catalog.productimport.entity;

import org.tradepost.catalog.product.entity.ProductDetails;

/** What one record of a file came to: a product, or the reason why not. */
public sealed interface ImportRow {

    /**
     * A product.
     *
     * @param openingStock what is put in stock when the product is new
     */
    record Taken(long line, ProductDetails product, long openingStock) implements ImportRow {

        public static final long MAX_STOCK = 1_000_000_000L;
    }

    /** No product. */
    record Refused(RowRefusal refusal) implements ImportRow {

        public static Refused of(long line, String sku, String reason) {
            return new Refused(new RowRefusal(line, sku, reason));
        }
    }
}
