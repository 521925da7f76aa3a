package org.tradepost.catalog.stock.boundary;

import org.tradepost.catalog.stock.entity.StockLevel;

/** The stock of a product; {@code onHand} includes what is reserved. */
public record StockView(String id, String sku, long onHand, long reserved, long available) {

    static StockView of(StockLevel level) {
        return new StockView(level.sku(), level.sku(), level.onHand(), level.reserved(), level.available());
    }
}
