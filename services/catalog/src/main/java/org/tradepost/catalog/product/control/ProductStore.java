package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.money.Money;

/** Writes products. Every change takes the row's lock and draws the next event number of its SKU under it. */
@ApplicationScoped
public class ProductStore {

    private static final String RETURNING = " RETURNING sku, name, description, category, price_amount, price_currency,"
            + " stock_tracked, version, created_at, updated_at, event_sequence";

    // A SKU that was deleted may be sold again: its row comes back, with versions and event numbers going on.
    private static final String INSERT =
            """
            INSERT INTO product (sku, name, description, category, price_amount, price_currency, stock_tracked, event_sequence)
            VALUES (:sku, :name, :description, :category, :amount, :currency, :tracked, 1)
            ON CONFLICT (sku) DO UPDATE
            SET name = excluded.name, description = excluded.description, category = excluded.category,
                price_amount = excluded.price_amount, price_currency = excluded.price_currency,
                stock_tracked = excluded.stock_tracked, version = product.version + 1,
                event_sequence = product.event_sequence + 1, created_at = now(), updated_at = now(), archived_at = NULL
            WHERE product.archived_at IS NOT NULL"""
                    + RETURNING;

    private static final String UPDATE =
            """
            UPDATE product
            SET name = :name, description = :description, category = :category, price_amount = :amount,
                price_currency = :currency, stock_tracked = :tracked, version = version + 1,
                event_sequence = event_sequence + 1, updated_at = now()
            WHERE sku = :sku AND archived_at IS NULL"""
                    + RETURNING;

    private static final String ARCHIVE =
            """
            UPDATE product
            SET archived_at = now(), version = version + 1, event_sequence = event_sequence + 1, updated_at = now()
            WHERE sku = :sku AND archived_at IS NULL"""
                    + RETURNING;

    private static final String LOCK =
            "SELECT version FROM product WHERE sku = :sku AND archived_at IS NULL FOR NO KEY UPDATE";

    private static final String NEXT_EVENT =
            """
            UPDATE product SET event_sequence = event_sequence + 1
            WHERE sku = :sku AND archived_at IS NULL RETURNING event_sequence""";

    private static final String PRICE = "SELECT price_amount, price_currency FROM product WHERE sku = :sku";

    private final Jdbi jdbi;

    /** A product as a change left it, and the number of the event that tells of the change. */
    public record Changed(Product product, long sequence) {}

    @Inject
    public ProductStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected ProductStore() {
        this.jdbi = null;
    }

    /** Adds a product; nothing when the SKU is taken. */
    public Optional<Changed> insert(ProductDetails details) {
        return jdbi.withHandle(handle -> changed(bind(handle.createQuery(INSERT), details)));
    }

    /** The version of a product, whose row is locked until the transaction ends. */
    public OptionalLong lock(Sku sku) {
        return jdbi.withHandle(handle -> number(handle.createQuery(LOCK).bind("sku", sku.value())));
    }

    public Optional<Changed> replace(ProductDetails details) {
        return jdbi.withHandle(handle -> changed(bind(handle.createQuery(UPDATE), details)));
    }

    public Optional<Changed> archive(Sku sku) {
        return jdbi.withHandle(handle -> changed(handle.createQuery(ARCHIVE).bind("sku", sku.value())));
    }

    /** Draws the number for an event about the SKU and keeps the product's lock; nothing when there is no such product. */
    public OptionalLong nextEvent(Sku sku) {
        return jdbi.withHandle(handle -> number(handle.createQuery(NEXT_EVENT).bind("sku", sku.value())));
    }

    private static Query bind(Query statement, ProductDetails details) {
        return statement
                .bind("sku", details.sku().value())
                .bind("name", details.name())
                .bind("description", details.description())
                .bind("category", details.category())
                .bind("amount", details.price().amount())
                .bind("currency", details.price().currency())
                .bind("tracked", details.stockTracked());
    }

    private static Optional<Changed> changed(Query statement) {
        return statement
                .map((row, context) -> new Changed(ProductQueries.product(row), row.getLong("event_sequence")))
                .findFirst();
    }

    private static OptionalLong number(Query statement) {
        return statement.mapTo(Long.class).findFirst().map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** What a product that exists costs now. */
    public Money price(Sku sku) {
        return jdbi.withHandle(handle -> handle.createQuery(PRICE)
                .bind("sku", sku.value())
                .map((row, context) -> new Money(row.getLong(1), row.getString(2)))
                .one());
    }
}
