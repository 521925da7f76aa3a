package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.money.Money;

/** Reads products. Archived ones do not exist here. */
@ApplicationScoped
public class ProductQueries {

    private static final String COLUMNS =
            "sku, name, description, category, price_amount, price_currency, stock_tracked,"
                    + " version, created_at, updated_at";
    private static final String ONE = "SELECT " + COLUMNS + " FROM product WHERE sku = ? AND archived_at IS NULL";
    private static final String SOME =
            "SELECT " + COLUMNS + " FROM product WHERE sku = ANY(:skus) AND archived_at IS NULL";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM product WHERE sku > :after AND archived_at IS NULL ORDER BY sku LIMIT :limit";
    private static final String SEARCH = "SELECT * FROM (SELECT " + COLUMNS
            + ", ts_rank(search, query) AS rank FROM product, websearch_to_tsquery('english', :q) AS query"
            + " WHERE search @@ query AND archived_at IS NULL) AS found";
    private static final String SEARCH_FIRST = SEARCH + " ORDER BY rank DESC, sku LIMIT :limit";
    private static final String SEARCH_NEXT =
            SEARCH + " WHERE rank < :rank OR (rank = :rank AND sku > :after) ORDER BY rank DESC, sku LIMIT :limit";

    /** A change is dated by the beginning of its transaction, which takes far less than the minute. */
    private static final String CHANGED_LATELY =
            "SELECT sku FROM product WHERE updated_at > now() - :within * interval '1 second' - interval '1 minute' LIMIT :limit";

    /** More are forgotten by waiting rather than one by one. */
    private static final int MOST_CHANGED = 10_000;

    private final Jdbi jdbi;

    /** A search hit; the rank is part of its place in the list. */
    public record Hit(Product product, float rank) {}

    @Inject
    public ProductQueries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected ProductQueries() {
        this.jdbi = null;
    }

    /** One product by plain JDBC: the platform's hottest read, without named parameters and mappers in the way. */
    public Optional<Product> find(String sku) {
        return jdbi.withHandle(handle -> {
            try (PreparedStatement read = handle.getConnection().prepareStatement(ONE)) {
                read.setString(1, sku);
                try (ResultSet row = read.executeQuery()) {
                    return row.next() ? Optional.of(product(row)) : Optional.empty();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("a product could not be read", e);
            }
        });
    }

    /** Those of the products that exist, by SKU. */
    public Map<String, Product> findAll(Collection<String> skus) {
        return jdbi.withHandle(handle -> {
            Map<String, Product> found = new HashMap<>();
            handle.createQuery(SOME)
                    .bindArray("skus", String.class, skus)
                    .map((row, context) -> product(row))
                    .forEach(product -> found.put(product.sku(), product));
            return found;
        });
    }

    /** The products, also archived ones, that changed within such a time or some seconds more; nothing if they are very many. */
    Optional<List<String>> changedLately(Duration within) {
        List<String> skus = jdbi.withHandle(handle -> handle.createQuery(CHANGED_LATELY)
                .bind("within", within.toSeconds())
                .bind("limit", MOST_CHANGED + 1)
                .mapTo(String.class)
                .list());
        return skus.size() > MOST_CHANGED ? Optional.empty() : Optional.of(skus);
    }

    /** Products in SKU order. */
    public List<Product> list(String afterSku, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", afterSku)
                .bind("limit", limit)
                .map((row, context) -> product(row))
                .list());
    }

    /** The best hits first; equal ones in SKU order. */
    public List<Hit> search(String q, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SEARCH_FIRST)
                .bind("q", q)
                .bind("limit", limit)
                .map((row, context) -> new Hit(product(row), row.getFloat("rank")))
                .list());
    }

    /** The hits after the given one. */
    public List<Hit> searchAfter(String q, float rank, String sku, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SEARCH_NEXT)
                .bind("q", q)
                .bind("rank", rank)
                .bind("after", sku)
                .bind("limit", limit)
                .map((row, context) -> new Hit(product(row), row.getFloat("rank")))
                .list());
    }

    static Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new Money(row.getLong(5), row.getString(6)),
                row.getBoolean(7),
                row.getLong(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }
}
