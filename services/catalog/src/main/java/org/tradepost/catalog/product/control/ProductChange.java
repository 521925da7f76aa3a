package org.tradepost.catalog.product.control;

import java.util.Collection;
import java.util.Optional;
import org.tradepost.catalog.product.entity.Product;

/** What a transaction does to products, told while it runs to those who have to know once it has committed. */
public sealed interface ProductChange {

    /**
     * One product.
     *
     * @param product as it is now; nothing when it is no more
     * @param claim drawn from {@link CachedProducts} before the commit
     */
    record One(String sku, Optional<Product> product, long claim) implements ProductChange {}

    /** Many, of which only the names are known. */
    record Many(Collection<String> skus) implements ProductChange {}
}
