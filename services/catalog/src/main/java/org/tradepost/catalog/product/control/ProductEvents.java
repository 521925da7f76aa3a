package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/** Tells what happened to products. */
@ApplicationScoped
public class ProductEvents {

    public static final String TOPIC = "tradepost.catalog";
    public static final String CREATED = "tradepost.catalog.product-created.v1";
    public static final String UPDATED = "tradepost.catalog.product-updated.v1";
    public static final String DELETED = "tradepost.catalog.product-deleted.v1";

    private final OutboxWriter outbox;

    /** A product as an event shows it: enough to list and price it; who wants the description reads the product. */
    public record ProductData(
            String sku, String name, String category, Money price, boolean stockTracked, long version) {}

    /** A product that is no more. */
    public record DeletedData(String sku, long version) {}

    @Inject
    public ProductEvents(OutboxWriter outbox) {
        this.outbox = outbox;
    }

    /** For the container's proxy. */
    protected ProductEvents() {
        this(null);
    }

    void created(ProductStore.Changed created) {
        append(CREATED, created, data(created.product()));
    }

    void updated(ProductStore.Changed updated) {
        append(UPDATED, updated, data(updated.product()));
    }

    void deleted(ProductStore.Changed deleted) {
        append(
                DELETED,
                deleted,
                new DeletedData(deleted.product().sku(), deleted.product().version()));
    }

    private static ProductData data(Product product) {
        return new ProductData(
                product.sku(),
                product.name(),
                product.category(),
                product.price(),
                product.stockTracked(),
                product.version());
    }

    private void append(String type, ProductStore.Changed changed, Object data) {
        outbox.append(OutboxEvent.of(TOPIC, type, changed.product().sku(), changed.sequence(), data));
    }
}
