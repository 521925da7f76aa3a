package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.entity.OrderId;

/** Refunds and what they take from each line. Callers hold the order's row lock. */
@ApplicationScoped
public class RefundStore {
    private final Jdbi jdbi;

    @Inject
    public RefundStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected RefundStore() {
        this(null);
    }

    public void insert(Refund refund) {
        jdbi.useHandle(h -> {
            h.createUpdate(
                            """
                    INSERT INTO refund (id, order_id, kind, status, currency, amount_minor, restock, reason, requested_by,
                        requested_at)
                    VALUES (:id, :order, :kind, 'PENDING', :currency, :amount, :restock, :reason, :by, :at)
                    """)
                    .bind("id", refund.id())
                    .bind("order", refund.orderId().value())
                    .bind("kind", refund.kind().name())
                    .bind("currency", refund.currency())
                    .bind("amount", refund.amountMinor())
                    .bind("restock", refund.restock())
                    .bind("reason", refund.reason())
                    .bind("by", refund.requestedBy())
                    .bind("at", OrderStore.at(refund.requestedAt()))
                    .execute();
            h.createUpdate(
                            """
                    INSERT INTO refund_line (refund_id, line_no, quantity, amount_minor)
                    SELECT :id, l.* FROM unnest(:lineNos, :quantities, :amounts) AS l
                    """)
                    .bind("id", refund.id())
                    .bindArray(
                            "lineNos",
                            Integer.class,
                            refund.lines().stream().map(RefundLine::lineNo).toList())
                    .bindArray(
                            "quantities",
                            Long.class,
                            refund.lines().stream().map(RefundLine::quantity).toList())
                    .bindArray(
                            "amounts",
                            Long.class,
                            refund.lines().stream().map(RefundLine::amountMinor).toList())
                    .execute();
        });
    }

    /** What all refunds of an order take from each line, settled or not. */
    public Map<Integer, RefundLine> takenByLine(OrderId order) {
        return jdbi.withHandle(h -> h
                .createQuery(
                        """
                SELECT l.line_no, sum(l.quantity) AS quantity, sum(l.amount_minor) AS amount
                FROM refund_line l JOIN refund r ON r.id = l.refund_id WHERE r.order_id = :order GROUP BY l.line_no
                """)
                .bind("order", order.value())
                .map((rows, context) -> new RefundLine(rows.getInt(1), rows.getLong(2), rows.getLong(3)))
                .list()
                .stream()
                .collect(Collectors.toMap(RefundLine::lineNo, line -> line)));
    }

    public boolean anyPending(OrderId order) {
        return jdbi.withHandle(
                h -> h.createQuery("SELECT EXISTS (SELECT FROM refund WHERE order_id = :order AND status = 'PENDING')")
                        .bind("order", order.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    public Optional<Refund> find(UUID id) {
        return jdbi.withHandle(h -> {
            List<RefundLine> lines = h.createQuery(
                            "SELECT line_no, quantity, amount_minor FROM refund_line WHERE refund_id = :id ORDER BY line_no")
                    .bind("id", id)
                    .map((rows, context) -> new RefundLine(rows.getInt(1), rows.getLong(2), rows.getLong(3)))
                    .list();
            return h.createQuery("SELECT * FROM refund WHERE id = :id")
                    .bind("id", id)
                    .map((rows, context) -> new Refund(
                            id,
                            new OrderId(rows.getObject("order_id", UUID.class)),
                            SagaKind.valueOf(rows.getString("kind")),
                            rows.getString("status").equals("SETTLED"),
                            rows.getString("currency"),
                            rows.getLong("amount_minor"),
                            rows.getBoolean("restock"),
                            rows.getString("reason"),
                            rows.getObject("requested_by", UUID.class),
                            instant(rows.getObject("requested_at", OffsetDateTime.class)),
                            instant(rows.getObject("settled_at", OffsetDateTime.class)),
                            lines))
                    .findOne();
        });
    }

    /** The goods a refund puts back, summed by SKU; none if it does not restock. */
    public List<StockLine> stockOf(UUID refund) {
        return jdbi.withHandle(h -> h
                .createQuery(
                        """
                SELECT l.sku, sum(r.quantity) AS quantity
                FROM refund f JOIN refund_line r ON r.refund_id = f.id
                JOIN order_line l ON l.order_id = f.order_id AND l.line_no = r.line_no
                WHERE f.id = :id AND f.restock AND r.quantity > 0 GROUP BY l.sku
                """)
                .bind("id", refund)
                .map((rows, context) -> new StockLine(rows.getString(1), rows.getLong(2)))
                .list()
                .stream()
                .sorted(StockLine.BY_SKU)
                .toList());
    }

    /** Marks a refund as settled and counts it on the order's lines. */
    public void settle(UUID refund, Instant now) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                WITH settled AS (
                    UPDATE refund SET status = 'SETTLED', settled_at = :at WHERE id = :id AND status = 'PENDING'
                    RETURNING id, order_id)
                UPDATE order_line l SET refunded_quantity = l.refunded_quantity + r.quantity,
                    refunded_minor = l.refunded_minor + r.amount_minor
                FROM settled JOIN refund_line r ON r.refund_id = settled.id
                WHERE l.order_id = settled.order_id AND l.line_no = r.line_no
                """)
                .bind("id", refund)
                .bind("at", OrderStore.at(now))
                .execute());
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
