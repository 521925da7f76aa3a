package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.catalog.product.control.ProductShelf;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.catalog.stock.entity.StockLines;

/**
 * The stock table and its ledger. Whatever touches several rows locks them in SKU order first, so that two orders over the same
 * SKUs wait for each other instead of deadlocking; who also needs the product's row has locked it before.
 */
@ApplicationScoped
public class StockRows implements ProductShelf {

    private static final String LEVEL =
            """
            SELECT s.sku, s.on_hand, s.reserved FROM stock s JOIN product p USING (sku)
            WHERE s.sku = :sku AND p.archived_at IS NULL""";

    private static final String OPEN =
            """
            INSERT INTO stock (sku, reservable) VALUES (:sku, :tracked)
            ON CONFLICT (sku) DO UPDATE SET reservable = excluded.reservable, version = stock.version + 1""";

    private static final String TRACK =
            """
            UPDATE stock SET reservable = :tracked, version = version + 1 WHERE sku = :sku AND reservable <> :tracked""";

    private static final String CLOSE =
            """
            UPDATE stock SET reservable = false, version = version + 1 WHERE sku = :sku AND reserved = 0""";

    private static final String LOCK_RESERVABLE =
            """
            SELECT sku, on_hand - reserved AS available FROM stock
            WHERE sku = ANY(:skus) AND reservable ORDER BY sku FOR NO KEY UPDATE""";

    private static final String UNTRACKED =
            "SELECT sku FROM product WHERE sku = ANY(:skus) AND archived_at IS NULL AND NOT stock_tracked";

    private static final String HOLD =
            """
            WITH line AS (
                INSERT INTO reservation_line (order_id, sku, quantity, tracked)
                SELECT :order, sku, quantity, sku <> ALL(:untracked) FROM unnest(:skus, :quantities) AS line (sku, quantity)
                RETURNING sku, quantity, tracked)
            UPDATE stock s SET reserved = s.reserved + line.quantity, version = s.version + 1
            FROM line WHERE s.sku = line.sku AND line.tracked""";

    // A statement of its own: one that locks and changes at once works on what it saw before it had to wait, and can
    // miss rows.
    private static final String LOCK_LINES =
            """
            SELECT sku FROM stock
            WHERE sku = ANY(ARRAY(SELECT sku FROM reservation_line WHERE order_id = :order AND tracked))
            ORDER BY sku FOR NO KEY UPDATE""";

    private static final String SELL =
            """
            UPDATE stock s
            SET on_hand = s.on_hand - l.quantity, reserved = s.reserved - l.quantity, sold = s.sold + l.quantity,
                version = s.version + 1
            FROM reservation_line l WHERE l.order_id = :order AND l.tracked AND s.sku = l.sku""";

    private static final String LET_GO =
            """
            UPDATE stock s SET reserved = s.reserved - l.quantity, version = s.version + 1
            FROM reservation_line l WHERE l.order_id = :order AND l.tracked AND s.sku = l.sku""";

    private static final String TAKE_BACK =
            """
            UPDATE stock s
            SET on_hand = s.on_hand + back.quantity, restocked = s.restocked + back.quantity, version = s.version + 1
            FROM unnest(:skus, :quantities) AS back (sku, quantity)
            JOIN reservation_line l ON l.order_id = :order AND l.sku = back.sku AND l.tracked
            WHERE s.sku = back.sku""";

    private static final String ADJUST =
            """
            UPDATE stock SET on_hand = on_hand + :delta, version = version + 1
            WHERE sku = :sku AND on_hand + :delta >= reserved RETURNING sku, on_hand, reserved""";

    private static final String LEDGER =
            "INSERT INTO stock_adjustment (sku, delta, reason, actor_id) VALUES (:sku, :delta, :reason, :actor)";

    private final Jdbi jdbi;

    @Inject
    public StockRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected StockRows() {
        this.jdbi = null;
    }

    /** The stock of a product that is in the catalogue. */
    public Optional<StockLevel> level(String sku) {
        return jdbi.withHandle(handle -> handle.createQuery(LEVEL)
                .bind("sku", sku)
                .map((row, context) -> new StockLevel(row.getString(1), row.getLong(2), row.getLong(3)))
                .findFirst());
    }

    @Override
    public void open(Sku sku, boolean tracked) {
        update(OPEN, sku, tracked);
    }

    @Override
    public void track(Sku sku, boolean tracked) {
        update(TRACK, sku, tracked);
    }

    @Override
    public boolean close(Sku sku) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(CLOSE).bind("sku", sku.value()).execute() == 1);
    }

    /** Locks those of the SKUs that are counted, in SKU order, and tells how much of each may be taken. */
    public Map<String, Long> lockAvailable(Collection<String> skus) {
        return jdbi.withHandle(handle -> {
            Map<String, Long> available = new HashMap<>();
            handle.createQuery(LOCK_RESERVABLE)
                    .bindArray("skus", String.class, skus)
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(entry -> available.put(entry.getKey(), entry.getValue()));
            return available;
        });
    }

    /** Those of the SKUs that are sold without being counted. */
    public Set<String> untracked(Collection<String> skus) {
        return jdbi.withHandle(handle -> new HashSet<>(handle.createQuery(UNTRACKED)
                .bindArray("skus", String.class, skus)
                .mapTo(String.class)
                .list()));
    }

    /** Writes an order's lines down and reserves those that are counted, from rows that are locked. */
    public void hold(UUID orderId, StockLines lines, Collection<String> untracked) {
        jdbi.useHandle(handle -> handle.createUpdate(HOLD)
                .bind("order", orderId)
                .bindArray("skus", String.class, lines.skus())
                .bindArray("quantities", Long.class, lines.quantities())
                .bindArray("untracked", String.class, untracked)
                .execute());
    }

    /** What an order had reserved has been sold. */
    public void sell(UUID orderId) {
        updateLines(SELL, orderId);
    }

    /** What an order had reserved is free again. */
    public void letGo(UUID orderId) {
        updateLines(LET_GO, orderId);
    }

    /** Some of what an order had bought is back. */
    public void takeBack(UUID orderId, StockLines lines) {
        jdbi.useHandle(handle -> {
            lockLines(handle, orderId);
            handle.createUpdate(TAKE_BACK)
                    .bind("order", orderId)
                    .bindArray("skus", String.class, lines.skus())
                    .bindArray("quantities", Long.class, lines.quantities())
                    .execute();
        });
    }

    /** Adjusts what is on hand and writes it down; nothing when less would be left than is reserved. */
    public Optional<StockLevel> adjust(Sku sku, long delta, String reason, UUID actor) {
        return jdbi.withHandle(handle -> {
            Optional<StockLevel> level = handle.createQuery(ADJUST)
                    .bind("sku", sku.value())
                    .bind("delta", delta)
                    .map((row, context) -> new StockLevel(row.getString(1), row.getLong(2), row.getLong(3)))
                    .findFirst();
            if (level.isPresent()) {
                writeDown(handle, sku, delta, reason, actor);
            }
            return level;
        });
    }

    private static void writeDown(Handle handle, Sku sku, long delta, String reason, UUID actor) {
        handle.createUpdate(LEDGER)
                .bind("sku", sku.value())
                .bind("delta", delta)
                .bind("reason", reason)
                .bindByType("actor", actor, UUID.class)
                .execute();
    }

    private void update(String statement, Sku sku, boolean tracked) {
        jdbi.useHandle(handle -> handle.createUpdate(statement)
                .bind("sku", sku.value())
                .bind("tracked", tracked)
                .execute());
    }

    private void updateLines(String statement, UUID orderId) {
        jdbi.useHandle(handle -> {
            lockLines(handle, orderId);
            handle.createUpdate(statement).bind("order", orderId).execute();
        });
    }

    private static void lockLines(Handle handle, UUID orderId) {
        handle.createQuery(LOCK_LINES)
                .bind("order", orderId)
                .mapTo(String.class)
                .list();
    }
}
