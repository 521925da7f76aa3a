package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.catalog.stock.entity.StockLines;

/** What orders have reserved. The primary key on the order makes concurrent calls for one order wait for each other. */
@ApplicationScoped
public class ReservationRows {

    private static final String BEGIN =
            """
            INSERT INTO reservation (order_id, status, payload_hash) VALUES (:order, 'RESERVED', :hash)
            ON CONFLICT (order_id) DO NOTHING""";

    private static final String TOMBSTONE =
            """
            INSERT INTO reservation (order_id, status) VALUES (:order, 'RELEASED') ON CONFLICT (order_id) DO NOTHING""";

    private static final String END =
            """
            UPDATE reservation SET status = :status, updated_at = now() WHERE order_id = :order AND status = 'RESERVED'""";

    private static final String REFUSE =
            """
            UPDATE reservation SET status = 'RELEASED', refusal = :refusal, refused_skus = :skus, updated_at = now()
            WHERE order_id = :order AND status = 'RESERVED'""";

    private static final String FIND =
            "SELECT status, payload_hash, refusal, refused_skus FROM reservation WHERE order_id = :order";

    private static final String COUNT_BACK =
            """
            UPDATE reservation_line l SET restocked = l.restocked + back.quantity
            FROM unnest(:skus, :quantities) AS back (sku, quantity)
            WHERE l.order_id = :order AND l.sku = back.sku AND l.restocked + back.quantity <= l.quantity""";

    private static final String RESTOCK_HASH =
            "SELECT payload_hash FROM restock WHERE order_id = :order AND key = :key";

    private static final String RESTOCK =
            "INSERT INTO restock (order_id, key, payload_hash) VALUES (:order, :key, :hash)";

    private final Jdbi jdbi;

    /** Why an order got nothing. */
    public enum Refusal {
        OUT_OF_STOCK,
        UNKNOWN_SKU
    }

    /**
     * A reservation as it is stored.
     *
     * @param payloadHash null on a tombstone
     * @param refusal null unless nothing could be reserved
     */
    public record Reservation(
            ReservationStatus status, byte[] payloadHash, Refusal refusal, List<String> refusedSkus) {}

    @Inject
    public ReservationRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected ReservationRows() {
        this.jdbi = null;
    }

    /** Begins the order's reservation; false when there is one, or a tombstone. */
    public boolean begin(UUID orderId, byte[] payloadHash) {
        return jdbi.withHandle(handle -> handle.createUpdate(BEGIN)
                        .bind("order", orderId)
                        .bind("hash", payloadHash)
                        .execute()
                == 1);
    }

    /** Refuses a reservation that has not come yet; false when it, or a tombstone, is there. */
    public boolean bury(UUID orderId) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(TOMBSTONE).bind("order", orderId).execute() == 1);
    }

    /** Ends a reservation that is held; false when none is. */
    public boolean end(UUID orderId, ReservationStatus status) {
        return jdbi.withHandle(handle -> handle.createUpdate(END)
                        .bind("order", orderId)
                        .bind("status", status.name())
                        .execute()
                == 1);
    }

    /** Ends a reservation that could not be made. */
    public void refuse(UUID orderId, Refusal refusal, Collection<String> skus) {
        jdbi.useHandle(handle -> handle.createUpdate(REFUSE)
                .bind("order", orderId)
                .bind("refusal", refusal.name())
                .bindArray("skus", String.class, skus)
                .execute());
    }

    public Optional<Reservation> find(UUID orderId) {
        return read(FIND, orderId);
    }

    /** As {@link #find}, with other restocks of the order kept out until the transaction ends. */
    public Optional<Reservation> lock(UUID orderId) {
        return read(FIND + " FOR NO KEY UPDATE", orderId);
    }

    /** Counts what comes back on the order's lines; false when some line would have more back than it had. */
    public boolean countBack(UUID orderId, StockLines lines) {
        return jdbi.withHandle(handle -> handle.createUpdate(COUNT_BACK)
                        .bind("order", orderId)
                        .bindArray("skus", String.class, lines.skus())
                        .bindArray("quantities", Long.class, lines.quantities())
                        .execute()
                == lines.size());
    }

    /** The payload of a restock that was made before. */
    public Optional<byte[]> restockHash(UUID orderId, String key) {
        return jdbi.withHandle(handle -> handle.createQuery(RESTOCK_HASH)
                .bind("order", orderId)
                .bind("key", key)
                .map((row, context) -> row.getBytes(1))
                .findFirst());
    }

    public void addRestock(UUID orderId, String key, byte[] payloadHash) {
        jdbi.useHandle(handle -> handle.createUpdate(RESTOCK)
                .bind("order", orderId)
                .bind("key", key)
                .bind("hash", payloadHash)
                .execute());
    }

    private Optional<Reservation> read(String statement, UUID orderId) {
        return jdbi.withHandle(handle -> handle.createQuery(statement)
                .bind("order", orderId)
                .map((row, context) -> new Reservation(
                        ReservationStatus.valueOf(row.getString(1)),
                        row.getBytes(2),
                        row.getString(3) == null ? null : Refusal.valueOf(row.getString(3)),
                        row.getArray(4) == null
                                ? List.of()
                                : List.of((String[]) row.getArray(4).getArray())))
                .findFirst());
    }
}
