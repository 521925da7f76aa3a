package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;

/**
 * Products as shoppers read them, from memory where it is known that nothing has changed for a second at most. Never for orders, nor
 * inside a transaction: those ask {@link ProductQueries}.
 */
@ApplicationScoped
public class CachedProducts {

    private static final String KIND = "product:";
    /** An object of this size and its texts, whose characters take a byte each in most languages. */
    private static final int PRODUCT_BYTES = 300;

    private final ProductQueries products;
    private final ReadThroughCache<Product> cache;

    @Inject
    public CachedProducts(
            ProductQueries products,
            CacheFreshness freshness,
            @ConfigProperty(name = "tradepost.catalog.cache.ttl", defaultValue = "PT5M") Duration timeToLive,
            @ConfigProperty(name = "tradepost.catalog.cache.absent-ttl", defaultValue = "PT30S") Duration absent,
            @ConfigProperty(name = "tradepost.catalog.cache.bytes", defaultValue = "16777216") long bytes) {
        this(products, new ReadThroughCache.Settings(timeToLive, absent, bytes), freshness::isFresh);
    }

    /** @param fresh whether every change that was made a second ago is known here */
    public CachedProducts(ProductQueries products, ReadThroughCache.Settings settings, BooleanSupplier fresh) {
        this.products = products;
        this.cache = new ReadThroughCache<>(settings, CachedProducts::bytes, fresh);
    }

    /** For the container's proxy. */
    protected CachedProducts() {
        this.products = null;
        this.cache = null;
    }

    void publish(@Observes Startup event, MetricRegistry metrics) {
        cache.figures().publish(metrics, "catalog", "products", cache::size, cache::bytes);
    }

    public Optional<Product> find(String sku) {
        return cache.get(key(sku), () -> products.find(sku));
    }

    /** Those of the products that exist, by SKU. */
    public Map<String, Product> findAll(Collection<String> skus) {
        Map<String, Product> found = new HashMap<>();
        cache.getAll(skus.stream().map(CachedProducts::key).toList(), this::read)
                .values()
                .forEach(product -> found.put(product.sku(), product));
        return found;
    }

    /** The SKUs that were asked for again and lately. */
    List<String> hottest(int limit) {
        return cache.hottest(limit).stream().map(CachedProducts::sku).toList();
    }

    long claim() {
        return cache.claim();
    }

    /** A change has committed. */
    public void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProductChange change) {
        switch (change) {
            case ProductChange.One one -> cache.put(key(one.sku()), one.product(), one.claim());
            case ProductChange.Many many -> invalidate(many.skus());
        }
    }

    void invalidate(Collection<String> skus) {
        cache.invalidate(skus.stream().map(CachedProducts::key).toList());
    }

    void clear() {
        cache.clear();
    }

    private Map<CacheKey, Product> read(Set<CacheKey> keys) {
        Map<CacheKey, Product> read = new HashMap<>();
        products.findAll(keys.stream().map(CachedProducts::sku).toList())
                .forEach((sku, product) -> read.put(key(sku), product));
        return read;
    }

    private static CacheKey key(String sku) {
        return CacheKey.of("product", sku);
    }

    private static String sku(CacheKey key) {
        return key.text().substring(KIND.length());
    }

    private static int bytes(Product product) {
        return PRODUCT_BYTES + product.name().length() + product.description().length();
    }
}
