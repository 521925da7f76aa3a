package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.Sku;

/**
 * What operators do to the products in memory. Nobody brings a value of his own: what shoppers see comes from the database, whoever asked
 * for it.
 */
@ApplicationScoped
public class TendProductCache {

    /**
     * What one replica has in memory of a product, or has just read.
     *
     * @param kept whether it has anything, which includes the knowledge that there is no such product
     * @param product null when nothing is known, or when it is known that there is none
     */
    public record Kept(boolean kept, Product product) {}

    private final CachedProducts cached;
    private final ProductEvents events;

    @Inject
    public TendProductCache(CachedProducts cached, ProductEvents events) {
        this.cached = cached;
        this.events = events;
    }

    /** For the container's proxy. */
    protected TendProductCache() {
        this(null, null);
    }

    /** What this replica would answer without asking the database; nothing while it does not use its memory. */
    public Kept look(Sku sku) {
        Optional<Optional<Product>> known = cached.kept(sku.value());
        return new Kept(known.isPresent(), known.flatMap(product -> product).orElse(null));
    }

    /**
     * Reads a product anew into the memory of this replica; not inside a transaction. It is not kept while the replica does not use its
     * memory, nor when the product has been changed meanwhile.
     */
    public Kept load(Sku sku) {
        cached.invalidate(List.of(sku.value()));
        Optional<Product> read = cached.find(sku.value());
        return new Kept(cached.kept(sku.value()).isPresent(), read.orElse(null));
    }

    /**
     * Has every replica forget a product once the present transaction has committed.
     *
     * @param cause what asked for it
     */
    public void forget(UUID cause, Sku sku) {
        events.invalidated(cause, sku);
    }
}
