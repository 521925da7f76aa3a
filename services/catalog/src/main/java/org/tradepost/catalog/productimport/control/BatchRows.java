package org.tradepost.catalog.productimport.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.productimport.entity.ImportRow;

/** Writes many products with a few statements. Rows are taken in SKU order, so that imports do not deadlock. */
@ApplicationScoped
public class BatchRows {

    // A row that changes nothing writes nothing.
    private static final String UPSERT =
            """
            INSERT INTO product (sku, name, description, category, price_amount, price_currency, stock_tracked)
            SELECT * FROM unnest(:skus, :names, :descriptions, :categories, :amounts, :currencies, :tracked)
                AS r (sku, name, description, category, amount, currency, tracked)
            ORDER BY r.sku COLLATE "C"
            ON CONFLICT (sku) DO UPDATE
            SET name = excluded.name, description = excluded.description, category = excluded.category,
                price_amount = excluded.price_amount, price_currency = excluded.price_currency,
                stock_tracked = excluded.stock_tracked, version = product.version + 1, updated_at = now(),
                created_at = CASE WHEN product.archived_at IS NULL THEN product.created_at ELSE now() END, archived_at = NULL
            WHERE product.archived_at IS NOT NULL
               OR (product.name, product.description, product.category, product.price_amount, product.price_currency,
                   product.stock_tracked)
                  IS DISTINCT FROM (excluded.name, excluded.description, excluded.category, excluded.price_amount,
                   excluded.price_currency, excluded.stock_tracked)""";

    // A SKU without a row in stock has never been in the catalogue: only then there is an opening stock.
    private static final String OPEN =
            """
            WITH opened AS (
                INSERT INTO stock (sku, on_hand, reservable)
                SELECT * FROM unnest(:skus, :stock, :tracked) AS r (sku, stock, tracked) ORDER BY r.sku COLLATE "C"
                ON CONFLICT (sku) DO NOTHING RETURNING sku, on_hand),
            written AS (
                INSERT INTO stock_adjustment (sku, delta, reason, actor_id)
                SELECT sku, on_hand, 'opening stock', :actor FROM opened WHERE on_hand > 0)
            SELECT count(*) FROM opened""";

    private static final String LOCK = "SELECT sku FROM stock WHERE sku = ANY(:skus) ORDER BY sku FOR NO KEY UPDATE";

    private static final String TRACK =
            """
            UPDATE stock s SET reservable = r.tracked, version = s.version + 1
            FROM unnest(:skus, :tracked) AS r (sku, tracked) WHERE s.sku = r.sku AND s.reservable <> r.tracked""";

    private final Jdbi jdbi;

    @Inject
    public BatchRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected BatchRows() {
        this.jdbi = null;
    }

    /**
     * Adds or changes the products.
     *
     * @param rows with different SKUs
     * @return how many of the products are new
     */
    public long store(List<ImportRow.Taken> rows, UUID actor) {
        List<ProductDetails> products = new ArrayList<>(rows.size());
        rows.forEach(row -> products.add(row.product()));
        List<String> skus = products.stream().map(p -> p.sku().value()).toList();
        List<Boolean> tracked =
                products.stream().map(ProductDetails::stockTracked).toList();
        return jdbi.withHandle(handle -> {
            handle.createUpdate(UPSERT)
                    .bindArray("skus", String.class, skus)
                    .bindArray("names", String.class, each(products, ProductDetails::name))
                    .bindArray("descriptions", String.class, each(products, ProductDetails::description))
                    .bindArray("categories", String.class, each(products, ProductDetails::category))
                    .bindArray(
                            "amounts", Long.class, each(products, p -> p.price().amount()))
                    .bindArray("currencies", String.class, each(products, p -> p.price()
                            .currency()))
                    .bindArray("tracked", Boolean.class, tracked)
                    .execute();
            long created = handle.createQuery(OPEN)
                    .bindArray("skus", String.class, skus)
                    .bindArray("stock", Long.class, each(rows, ImportRow.Taken::openingStock))
                    .bindArray("tracked", Boolean.class, tracked)
                    .bindByType("actor", actor, UUID.class)
                    .mapTo(Long.class)
                    .one();
            if (created < rows.size()) {
                handle.createQuery(LOCK)
                        .bindArray("skus", String.class, skus)
                        .mapTo(String.class)
                        .list();
                handle.createUpdate(TRACK)
                        .bindArray("skus", String.class, skus)
                        .bindArray("tracked", Boolean.class, tracked)
                        .execute();
            }
            return created;
        });
    }

    /** Unlike a stream's list, it may hold nulls. */
    private static <T, R> List<R> each(List<T> values, java.util.function.Function<T, R> property) {
        List<R> all = new ArrayList<>(values.size());
        values.forEach(value -> all.add(property.apply(value)));
        return all;
    }
}
