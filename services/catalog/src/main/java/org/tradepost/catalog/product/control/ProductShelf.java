package org.tradepost.catalog.product.control;

import org.tradepost.catalog.product.entity.Sku;

/** The place a product has in stock, as far as a product's life concerns it; called inside the product's transaction. */
public interface ProductShelf {

    /** Makes room for the product; a product that comes back finds the stock it left. */
    void open(Sku sku, boolean tracked);

    /** From now on orders do, or do not, take from the counted stock. */
    void track(Sku sku, boolean tracked);

    /**
     * Lets no order reserve the product any more.
     *
     * @return false, with nothing changed, while orders hold some of it
     */
    boolean close(Sku sku);
}
