package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.tradepost.catalog.product.entity.Product;

/** Where changes of products are told, inside their transaction. */
@ApplicationScoped
public class ProductChanges {

    private final CachedProducts cached;
    private final Consumer<ProductChange> observers;

    @Inject
    public ProductChanges(CachedProducts cached, Event<ProductChange> observers) {
        this(cached, (Consumer<ProductChange>) observers::fire);
    }

    /** @param observers are told at once; in the container each when its time has come */
    public ProductChanges(CachedProducts cached, Consumer<ProductChange> observers) {
        this.cached = cached;
        this.observers = observers;
    }

    /** For the container's proxy. */
    protected ProductChanges() {
        this(null, (Consumer<ProductChange>) null);
    }

    void changed(Product product) {
        observers.accept(new ProductChange.One(product.sku(), Optional.of(product), cached.claim()));
    }

    void removed(String sku) {
        observers.accept(new ProductChange.One(sku, Optional.empty(), cached.claim()));
    }

    /** Many products were written at once. */
    public void imported(Collection<String> skus) {
        observers.accept(new ProductChange.Many(skus));
    }
}
