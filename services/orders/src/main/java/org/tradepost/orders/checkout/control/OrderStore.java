package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.ordering.control.OrderChanged;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.StoredDeliveries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;

/** Writes orders: each change of an order's row together with the history entry that explains it. */
@ApplicationScoped
public class OrderStore {
    /** One round trip: nothing is inserted unless the idempotency key was free. */
    private static final String INSERT =
            """
            WITH request AS (
                INSERT INTO idempotency_record (caller, key, operation, request_hash, resource_id)
                VALUES (:caller, :key, :operation, :fingerprint, :id)
                ON CONFLICT (caller, key) DO UPDATE SET operation = excluded.operation,
                    request_hash = excluded.request_hash, status = NULL, headers = NULL, body = NULL,
                    resource_id = excluded.resource_id, created_at = now()
                WHERE idempotency_record.created_at <= now() - interval '24 hours'
                RETURNING resource_id AS id),
            placed AS (
                INSERT INTO customer_order (id, user_id, status, currency, total_minor, item_count, units, country, channel,
                    reference, customer_ref, placed_at, updated_at, version)
                SELECT id, :user, :status, :currency, :total, :itemCount, :units, :country, :channel, :reference,
                    :customerRef, :at, :at, :version FROM request
                RETURNING id),
            line AS (
                INSERT INTO order_line (order_id, line_no, sku, name, quantity, unit_price_minor, line_total_minor)
                SELECT placed.id, l.* FROM placed,
                    unnest(:lineNos, :skus, :names, :quantities, :unitPrices, :lineTotals) AS l),
            address AS (
                INSERT INTO order_address (order_id, sealed, key_id)
                SELECT id, :address, :addressKey FROM placed WHERE CAST(:address AS text) IS NOT NULL),
            history AS (
                INSERT INTO order_event (order_id, version, type, status, currency, total_minor, occurred_at)
                SELECT id, :version, :eventType, :status, :currency, :total, :at FROM placed)
            INSERT INTO saga (id, kind, order_id, status, direction, step, payment_method, payment_token, step_started_at,
                next_attempt_at, owner, lease_until, fence, created_at, updated_at)
            SELECT id, 'CHECKOUT', id, 'ACTIVE', 'FORWARD', :step, :method, :token, now(), now(), :owner,
                now() + make_interval(secs => :lease), :fence, now(), now() FROM placed
            """;

    private static final String APPEND =
            """
            WITH changed AS (
                UPDATE customer_order SET status = :status, status_reason = :reason, refunded_minor = :refunded,
                    payment_id = CAST(:payment AS uuid), confirmed_at = CAST(:confirmedAt AS timestamptz), updated_at = :at, version = :version
                WHERE id = :id AND version = :version - 1
                RETURNING id)
            INSERT INTO order_event (order_id, version, type, status, reason, currency, total_minor, refunded_minor, refund_id,
                payment_id, occurred_at)
            SELECT id, :version, :type, :status, :reason, :currency, :total, :eventRefunded, CAST(:refund AS uuid), CAST(:payment AS uuid), :at FROM changed
            """;

    private static final Sealed NO_ADDRESS = new Sealed(null, null);

    private final Jdbi jdbi;
    private final StoredDeliveries deliveries;
    private final Consumer<OrderChanged> changes;

    @Inject
    public OrderStore(Jdbi jdbi, StoredDeliveries deliveries, Event<OrderChanged> changes) {
        this(jdbi, deliveries, changes::fire);
    }

    /** @param changes is told of each change in its transaction */
    public OrderStore(Jdbi jdbi, StoredDeliveries deliveries, Consumer<OrderChanged> changes) {
        this.jdbi = jdbi;
        this.deliveries = deliveries;
        this.changes = changes;
    }

    /** For the container's proxy only. */
    protected OrderStore() {
        this(null, null, (Consumer<OrderChanged>) null);
    }

    /**
     * Stores order, lines, address, history, saga and idempotency record.
     *
     * @return false, with nothing stored, when the key was used meanwhile
     */
    public boolean insert(NewOrder placed, Lease lease) {
        Order order = placed.order();
        RequestKey key = placed.key();
        Sealed address = placed.delivery().equals(Delivery.NONE)
                ? NO_ADDRESS
                : deliveries.seal(order.id().value(), placed.delivery());
        List<OrderLine> lines = placed.lines();
        return jdbi.withHandle(h -> h.createUpdate(INSERT)
                        .bind("caller", key.caller())
                        .bind("key", key.key())
                        .bind("operation", key.operation())
                        .bind("fingerprint", key.fingerprint())
                        .bind("id", order.id().value())
                        .bind("user", order.userId())
                        .bind("status", order.status().name())
                        .bind("currency", order.currency())
                        .bind("total", order.totalMinor())
                        .bind("itemCount", order.itemCount())
                        .bind("units", order.units())
                        .bind("country", order.country())
                        .bind("channel", order.channel())
                        .bind("reference", order.reference())
                        .bind("customerRef", order.customerRef())
                        .bind("at", at(order.placedAt()))
                        .bind("version", order.version())
                        .bind("eventType", order.placedEvent().type().name())
                        .bindArray(
                                "lineNos",
                                Integer.class,
                                lines.stream().map(OrderLine::lineNo).toList())
                        .bindArray(
                                "skus",
                                String.class,
                                lines.stream().map(OrderLine::sku).toList())
                        .bindArray(
                                "names",
                                String.class,
                                lines.stream().map(OrderLine::name).toList())
                        .bindArray(
                                "quantities",
                                Long.class,
                                lines.stream().map(OrderLine::quantity).toList())
                        .bindArray(
                                "unitPrices",
                                Long.class,
                                lines.stream().map(OrderLine::unitPriceMinor).toList())
                        .bindArray(
                                "lineTotals",
                                Long.class,
                                lines.stream().map(OrderLine::lineTotalMinor).toList())
                        .bind("address", address.text())
                        .bind("addressKey", address.keyId())
                        .bind("step", placed.saga().step().name())
                        .bind("method", placed.saga().paymentMethod())
                        .bind("token", placed.saga().paymentToken())
                        .bind("fence", placed.saga().fence())
                        .bind("owner", lease.owner())
                        .bind("lease", SagaStore.seconds(lease.duration()))
                        .execute()
                == 1);
    }

    /**
     * Makes a change of an order durable, with its history entry.
     *
     * @throws IllegalStateException if somebody else has changed the order since it was read
     */
    public void append(Change change) {
        Order order = change.order();
        OrderEvent event = change.event();
        int changed = jdbi.withHandle(h -> h.createUpdate(APPEND)
                .bind("id", order.id().value())
                .bind("status", order.status().name())
                .bind("reason", order.reason())
                .bind("refunded", order.refundedMinor())
                .bindByType("payment", order.paymentId(), UUID.class)
                .bindByType("confirmedAt", at(order.confirmedAt()), OffsetDateTime.class)
                .bind("at", at(event.occurredAt()))
                .bind("version", order.version())
                .bind("type", event.type().name())
                .bind("currency", order.currency())
                .bind("total", order.totalMinor())
                .bind("eventRefunded", event.refundedMinor())
                .bindByType("refund", event.refundId(), UUID.class)
                .execute());
        if (changed != 1) {
            throw new IllegalStateException(
                    "order " + order.id() + " is no longer at version " + (order.version() - 1));
        }
        changes.accept(new OrderChanged(order.id().value()));
    }

    /** Keeps every other change of the order out until the transaction ends. */
    public boolean lock(OrderId id) {
        return jdbi.withHandle(h -> h.createQuery("SELECT 1 FROM customer_order WHERE id = :id FOR UPDATE")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /** The order a caller used this reference for. */
    public Optional<UUID> byReference(UUID userId, String reference) {
        return jdbi.withHandle(
                h -> h.createQuery("SELECT id FROM customer_order WHERE user_id = :user AND reference = :reference")
                        .bind("user", userId)
                        .bind("reference", reference)
                        .mapTo(UUID.class)
                        .findOne());
    }

    /** What an order takes from stock, summed by SKU. */
    public List<StockLine> stockOf(OrderId id) {
        return jdbi.withHandle(h -> h
                .createQuery("SELECT sku, sum(quantity) AS quantity FROM order_line WHERE order_id = :id GROUP BY sku")
                .bind("id", id.value())
                .map((rows, context) -> new StockLine(rows.getString(1), rows.getLong(2)))
                .list()
                .stream()
                .sorted(StockLine.BY_SKU)
                .toList());
    }

    static OffsetDateTime at(java.time.Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
