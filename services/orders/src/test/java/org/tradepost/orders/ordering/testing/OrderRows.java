package org.tradepost.orders.ordering.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.StoredDeliveries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.encryption.DataKeys;
import org.tradepost.shared.encryption.FieldEncryption;

/** Puts orders into the database as checkout would have left them. */
public final class OrderRows {

    private final Jdbi jdbi;

    public OrderRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A placed order of one line, with its first history entry. */
    public Order place(UUID user, String channel, String reference) {
        OrderLine line = OrderLine.of(1, "MUG-001", "Stoneware mug", 2, 1299);
        Order order = pending(user, "GBP", "United Kingdom", channel, reference, List.of(line), Instant.now());
        insert(order, List.of(line));
        insert(order.placedEvent());
        return order;
    }

    /** An order that has not been stored. */
    public static Order pending(
            UUID user,
            String currency,
            String country,
            String channel,
            String reference,
            List<OrderLine> lines,
            Instant at) {
        return new Order(
                new OrderId(Ids.newId()),
                user,
                OrderStatus.PENDING,
                null,
                currency,
                lines.stream().mapToLong(OrderLine::lineTotalMinor).sum(),
                0,
                lines.size(),
                lines.stream().mapToLong(OrderLine::quantity).sum(),
                country,
                channel,
                reference,
                null,
                null,
                at,
                null,
                at,
                1);
    }

    /** Stores the order as it is, without history. */
    public void insert(Order order, List<OrderLine> lines) {
        jdbi.useTransaction(h -> {
            h.createUpdate(
                            """
                            insert into customer_order (id, user_id, status, status_reason, currency, total_minor, refunded_minor,
                                item_count, units, country, channel, reference, customer_ref, payment_id, placed_at, confirmed_at,
                                updated_at, version)
                            values (:id, :userId, :status, :reason, :currency, :totalMinor, :refundedMinor, :itemCount, :units,
                                :country, :channel, :reference, :customerRef, cast(:paymentId as uuid), :placedAt, cast(:confirmedAt as timestamptz), :updatedAt, :version)
                            """)
                    .bindMethods(order)
                    .bind("id", order.id().value())
                    .execute();
            PreparedBatch batch = h.prepareBatch(
                    """
                    insert into order_line (order_id, line_no, sku, name, quantity, unit_price_minor, line_total_minor,
                        refunded_quantity, refunded_minor)
                    values (:order, :lineNo, :sku, :name, :quantity, :unitPriceMinor, :lineTotalMinor, :refundedQuantity,
                        :refundedMinor)
                    """);
            lines.forEach(line ->
                    batch.bindMethods(line).bind("order", order.id().value()).add());
            batch.execute();
        });
    }

    /** Stores the order's new status and version, without history. */
    public void update(Order order) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                        update customer_order set status = :status, status_reason = :reason, version = :version where id = :id
                        """)
                .bindMethods(order)
                .bind("id", order.id().value())
                .execute());
    }

    public void insert(OrderEvent event) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                        insert into order_event (order_id, version, type, status, reason, currency, total_minor, refunded_minor,
                            refund_id, payment_id, occurred_at)
                        values (:id, :version, :type, :status, :reason, :currency, :totalMinor, :refundedMinor, cast(:refundId as uuid), cast(:paymentId as uuid),
                            :occurredAt)
                        """)
                .bindMethods(event)
                .bind("id", event.orderId().value())
                .execute());
    }

    /** Encryption as a running service has it, under one key. */
    public static StoredDeliveries deliveries() {
        return deliveries("test", 1);
    }

    /** Encryption under one key. */
    public static StoredDeliveries deliveries(String keyId, int fill) {
        return new StoredDeliveries(encryption(keyId + ":" + key(fill)));
    }

    /** 256 bits in base64, every byte the same. */
    public static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static FieldEncryption encryption(String keys) {
        return new FieldEncryption(DataKeys.parse(keys));
    }

    /** Stores an address readable, as a version before field encryption did. */
    public void address(OrderId order, Delivery delivery) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                        insert into order_address (order_id, name, line1, line2, city, postal_code)
                        values (:id, :name, :line1, :line2, :city, :postalCode)
                        """)
                .bindMethods(delivery)
                .bind("id", order.value())
                .execute());
    }

    /** Midnight UTC of a day. */
    public static Instant day(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
