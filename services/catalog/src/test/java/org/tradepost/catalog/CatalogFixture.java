package org.tradepost.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.catalog.product.control.ArchiveProduct;
import org.tradepost.catalog.product.control.CachedProducts;
import org.tradepost.catalog.product.control.CreateProduct;
import org.tradepost.catalog.product.control.ProductChange;
import org.tradepost.catalog.product.control.ProductChanges;
import org.tradepost.catalog.product.control.ProductEvents;
import org.tradepost.catalog.product.control.ProductQueries;
import org.tradepost.catalog.product.control.ProductStore;
import org.tradepost.catalog.product.control.ReplaceProduct;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.AdjustStock;
import org.tradepost.catalog.stock.control.CommitReservation;
import org.tradepost.catalog.stock.control.ReleaseReservation;
import org.tradepost.catalog.stock.control.ReservationRows;
import org.tradepost.catalog.stock.control.ReserveStock;
import org.tradepost.catalog.stock.control.RestockReservation;
import org.tradepost.catalog.stock.control.StockEvents;
import org.tradepost.catalog.stock.control.StockRows;
import org.tradepost.catalog.stock.entity.ReserveOutcome;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.catalog.stock.entity.StockLines;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Refusals;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** The service's use cases over a database of their own, with a transaction around each as the container has it. */
public final class CatalogFixture {

    public static final UUID EDITOR = UUID.fromString("00000000-0000-7000-8000-000000000001");

    public final TestDatabase database = TestPostgres.start().database("catalog");
    public final Jdbi jdbi = database.jdbi();
    public final OutboxWriter outbox = new OutboxWriter(jdbi, "catalog");
    public final AuditTrail audit =
            new AuditTrail("catalog", outbox, new Refusals(), new CallerContext(), new ClientAddress());
    public final ProductQueries queries = new ProductQueries(jdbi);
    public final ProductStore store = new ProductStore(jdbi);
    public final StockRows stock = new StockRows(jdbi);
    public final ReservationRows reservations = new ReservationRows(jdbi);
    public final CachedProducts cached = new CachedProducts(
            queries,
            new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000),
            () -> true);
    private final Queue<ProductChange> uncommitted = new ConcurrentLinkedQueue<>();
    public final ProductChanges changes = new ProductChanges(cached, uncommitted::add);
    public final ProductEvents productEvents = new ProductEvents(outbox, changes);
    private final CreateProduct create = new CreateProduct(store, stock, productEvents, audit);
    private final ReplaceProduct replace = new ReplaceProduct(store, stock, productEvents, audit);
    private final ArchiveProduct archive = new ArchiveProduct(store, stock, productEvents, audit);
    public final AdjustStock adjust = new AdjustStock(store, stock, new StockEvents(outbox), audit);
    private final ReserveStock reserve = new ReserveStock(reservations, stock);
    private final CommitReservation commit = new CommitReservation(reservations, stock);
    private final ReleaseReservation release = new ReleaseReservation(reservations, stock);
    private final RestockReservation restock = new RestockReservation(reservations, stock);

    public <T> T inTransaction(Supplier<T> work) {
        try {
            T done = jdbi.inTransaction(handle -> work.get());
            uncommitted.forEach(cached::changed);
            return done;
        } finally {
            uncommitted.clear();
        }
    }

    public void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return null;
        });
    }

    public static ProductDetails details(String sku, String name, boolean tracked) {
        return new ProductDetails(new Sku(sku), name, "", null, new Money(1299, "GBP"), tracked);
    }

    public Product create(ProductDetails details) {
        return inTransaction(() -> create.create(details));
    }

    public Product replace(ProductDetails details, String ifMatch) {
        return inTransaction(() -> replace.replace(details, ifMatch));
    }

    public void archive(String sku, String ifMatch) {
        inTransaction(() -> archive.archive(new Sku(sku), ifMatch));
    }

    public StockLevel adjust(String sku, long delta) {
        return inTransaction(() -> adjust.adjust(new Sku(sku), delta, "stocktaking", EDITOR));
    }

    /** A product with stock. */
    public void stocked(String sku, long onHand) {
        create(details(sku, "Product " + sku, true));
        adjust(sku, onHand);
    }

    public ReserveOutcome reserve(UUID order, StockLines.Line... lines) {
        return inTransaction(() -> reserve.reserve(order, StockLines.of(List.of(lines))));
    }

    public void commit(UUID order) {
        inTransaction(() -> commit.commit(order));
    }

    public void release(UUID order) {
        inTransaction(() -> release.release(order));
    }

    public void restock(UUID order, String key, StockLines.Line... lines) {
        inTransaction(() -> restock.restock(order, key, StockLines.of(List.of(lines))));
    }

    public static StockLines.Line line(String sku, long quantity) {
        return new StockLines.Line(sku, quantity);
    }

    public StockLevel level(String sku) {
        return stock.level(sku).orElseThrow();
    }

    /** SKUs whose figures do not add up, by the views that the platform is audited with. */
    public List<String> unbalanced() {
        return database.auditJdbi().withHandle(handle -> handle.createQuery(
                        """
                        SELECT s.sku FROM audit_stock s LEFT JOIN (
                            SELECT l.sku, sum(l.quantity) FILTER (WHERE r.status = 'RESERVED') AS reserved,
                                   sum(l.quantity) FILTER (WHERE r.status = 'COMMITTED') AS sold, sum(l.restocked) AS restocked
                            FROM audit_reservation_line l JOIN audit_reservation r USING (order_id)
                            WHERE l.tracked GROUP BY l.sku) o USING (sku)
                        WHERE s.on_hand + s.sold - s.restocked <> s.adjusted OR s.reserved < 0 OR s.reserved > s.on_hand
                           OR s.reserved <> coalesce(o.reserved, 0) OR s.sold <> coalesce(o.sold, 0)
                           OR s.restocked <> coalesce(o.restocked, 0)""")
                .mapTo(String.class)
                .list());
    }
}
