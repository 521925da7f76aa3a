package org.tradepost.catalog.product.control;

import org.tradepost.shared.cache.CacheDeclarations;

/** How long products are kept in memory, and how many. */
public final class ProductCacheSettings extends CacheDeclarations {

    private static final long BYTES = 16 * 1024 * 1024;

    public ProductCacheSettings() {
        super("catalog", "product", BYTES);
    }
}
