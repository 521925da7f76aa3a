package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/** Tells what happened to products. */
@ApplicationScoped
public class ProductEvents {

    public static final String TOPIC = "tradepost.catalog";
    public static final String CREATED = "tradepost.catalog.product-created.v1";
    public static final String UPDATED = "tradepost.catalog.product-updated.v1";
    public static final String DELETED = "tradepost.catalog.product-deleted.v1";

    /** Told by imports; one for a thousand products. */
    public static final String IMPORTED = "tradepost.catalog.products-imported.v1";

    /** Nothing happened to the products, but what is kept of them in memory is not to be trusted. */
    public static final String CACHE_INVALIDATED = "tradepost.catalog.cache-invalidated.v1";

    private final OutboxWriter outbox;
    private final ProductChanges changes;

    /** A product as an event shows it: enough to list and price it; who wants the description reads the product. */
    public record ProductData(
            String sku, String name, String category, Money price, boolean stockTracked, long version) {}

    /** A product that is no more. */
    public record DeletedData(String sku, long version) {}

    /** What is to be forgotten. */
    public record InvalidatedData(Collection<String> skus) {}

    @Inject
    public ProductEvents(OutboxWriter outbox, ProductChanges changes) {
        this.outbox = outbox;
        this.changes = changes;
    }

    /** For the container's proxy. */
    protected ProductEvents() {
        this(null, null);
    }

    void created(ProductStore.Changed created) {
        append(CREATED, created, data(created.product()));
        changes.changed(created.product());
    }

    void updated(ProductStore.Changed updated) {
        append(UPDATED, updated, data(updated.product()));
        changes.changed(updated.product());
    }

    void deleted(ProductStore.Changed deleted) {
        append(
                DELETED,
                deleted,
                new DeletedData(deleted.product().sku(), deleted.product().version()));
        changes.removed(deleted.product().sku());
    }

    /**
     * Every replica forgets what it keeps of a product, this one when the transaction has committed.
     *
     * @param cause what asked for it; told of once
     */
    void invalidated(UUID cause, Sku sku) {
        outbox.append(OutboxEvent.of(
                TOPIC, CACHE_INVALIDATED, cause.toString(), 1, new InvalidatedData(List.of(sku.value()))));
        changes.imported(List.of(sku.value()));
    }

    /** The products, by SKU, that an event says are not what they were. */
    static List<String> changed(CloudEvent event) {
        return switch (event.type()) {
            case CREATED, UPDATED, DELETED -> List.of(event.subject());
            case IMPORTED, CACHE_INVALIDATED -> {
                List<String> skus = new ArrayList<>();
                event.data().path("skus").forEach(sku -> skus.add(sku.asText()));
                yield skus;
            }
            default -> List.of();
        };
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
