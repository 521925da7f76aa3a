package org.tradepost.catalog.stock.entity;

/**
 * How much there is of a product.
 *
 * @param onHand includes what is reserved
 */
public record StockLevel(String sku, long onHand, long reserved) {

    public long available() {
        return onHand - reserved;
    }
}
