package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.ReplicaChanges;
import org.tradepost.shared.redis.SecondLevelCache;
import org.tradepost.shared.settings.LiveSettings;

/**
 * Products as shoppers read them, from memory, or from the Redis that replicas share, where it is known that nothing has changed for a
 * second at most. Never for orders, nor inside a transaction: those ask {@link ProductQueries}.
 */
@ApplicationScoped
public class CachedProducts implements ReplicaChanges.Listener {

    private static final String KIND = "product:";
    /** An object of this size and its texts, whose characters take a byte each in most languages. */
    private static final int PRODUCT_BYTES = 300;
    /** After which Redis is tried again: to join it reads which products changed lately, by looking at all of them. */
    private static final Duration BETWEEN_JOINS = Duration.ofSeconds(5);

    private final ProductQueries products;
    private final ReadThroughCache<Product> cache;
    private final Optional<SecondLevelCache<Product>> shared;
    private final BooleanSupplier fresh;
    private long nextJoin = System.nanoTime();

    @Inject
    public CachedProducts(
            ProductQueries products, ReplicaChanges changes, SharedProducts shared, LiveSettings settings) {
        ProductCacheSettings declared = new ProductCacheSettings();
        ReadThroughCache.Settings first = settings.follow(declared.all(), declared::of, this::use);
        this.products = products;
        this.fresh = changes::isFresh;
        this.cache = new ReadThroughCache<>(first, CachedProducts::bytes, fresh);
        this.shared = shared.of(first);
    }

    /** @param fresh whether every change that was made a second ago is known here */
    public CachedProducts(ProductQueries products, ReadThroughCache.Settings settings, BooleanSupplier fresh) {
        this(products, settings, fresh, same -> Optional.empty());
    }

    /** @param shared what replicas share, if they do, with times to live by the settings */
    CachedProducts(
            ProductQueries products,
            ReadThroughCache.Settings settings,
            BooleanSupplier fresh,
            Function<ReadThroughCache.Settings, Optional<SecondLevelCache<Product>>> shared) {
        this.products = products;
        this.cache = new ReadThroughCache<>(settings, CachedProducts::bytes, fresh);
        this.shared = shared.apply(settings);
        this.fresh = fresh;
    }

    /** For the container's proxy. */
    protected CachedProducts() {
        this.products = null;
        this.cache = null;
        this.shared = null;
        this.fresh = null;
    }

    void start(@Observes Startup event, MetricRegistry metrics, ReplicaChanges changes) {
        cache.figures().publish(metrics, "catalog", "products", cache::size, cache::bytes);
        shared.ifPresent(level -> level.figures().publish(metrics, "catalog", "products-redis"));
        changes.follow("products", ProductEvents.TOPIC, this);
    }

    public Optional<Product> find(String sku) {
        CacheKey key = key(sku);
        return cache.get(
                key,
                () -> shared.isPresent() ? Optional.ofNullable(read(Set.of(key)).get(key)) : products.find(sku));
    }

    /** Those of the products that exist, by SKU. */
    public Map<String, Product> findAll(Collection<String> skus) {
        Map<String, Product> found = new HashMap<>();
        cache.getAll(skus.stream().map(CachedProducts::key).toList(), this::read)
                .values()
                .forEach(product -> found.put(product.sku(), product));
        return found;
    }

    /** What is in memory of a product, without reading it: nothing, or that it exists or does not. */
    Optional<Optional<Product>> kept(String sku) {
        return cache.peek(key(sku));
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
            case ProductChange.One one -> {
                shared.ifPresent(level -> level.invalidate(Set.of(key(one.sku()))));
                cache.put(key(one.sku()), one.product(), one.claim());
            }
            case ProductChange.Many many -> invalidate(many.skus());
        }
    }

    /** The second level first: what the first had forgotten it could be given from there again. */
    void invalidate(Collection<String> skus) {
        List<CacheKey> keys = skus.stream().map(CachedProducts::key).toList();
        shared.ifPresent(level -> level.invalidate(keys));
        cache.invalidate(keys);
    }

    /** Changes may have been missed. */
    @Override
    public void begins() {
        shared.ifPresent(SecondLevelCache::doubt);
        cache.clear();
    }

    @Override
    public void received(List<CloudEvent> events) {
        List<String> changed = new ArrayList<>();
        events.forEach(event -> changed.addAll(ProductEvents.changed(event)));
        invalidate(changed);
    }

    @Override
    public void upToDate() {
        if (System.nanoTime() - nextJoin >= 0) {
            joinShared();
            nextJoin = System.nanoTime() + BETWEEN_JOINS.toNanos();
        }
    }

    /** Takes what replicas share into use, if it is not. May wait for Redis and the database. */
    void joinShared() {
        shared.ifPresent(level -> level.join(() -> products.changedLately(SecondLevelCache.LONGEST)
                .map(skus -> skus.stream().map(CachedProducts::key).toList())));
    }

    private void use(ReadThroughCache.Settings settings) {
        cache.use(settings);
        shared.ifPresent(level -> level.use(settings));
    }

    private Map<CacheKey, Product> read(Set<CacheKey> keys) {
        return shared.isPresent() && fresh.getAsBoolean()
                ? shared.get().getAll(keys, this::readFromDatabase)
                : readFromDatabase(keys);
    }

    private Map<CacheKey, Product> readFromDatabase(Set<CacheKey> keys) {
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
