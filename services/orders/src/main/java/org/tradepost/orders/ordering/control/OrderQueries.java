package org.tradepost.orders.ordering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;

/** Reads orders. Lists are keyset-paginated by id: ids are UUIDv7, so the newest order has the greatest. */
@ApplicationScoped
public class OrderQueries {

    private static final String ORDER_COLUMNS =
            """
            id, user_id, status, status_reason, currency, total_minor, refunded_minor, item_count, units, country, \
            channel, reference, customer_ref, payment_id, placed_at, confirmed_at, updated_at, version""";

    private static final String DETAILS =
            """
            select o.id, o.user_id, o.status, o.status_reason, o.currency, o.total_minor, o.refunded_minor,
                   o.item_count, o.units, o.country, o.channel, o.reference, o.customer_ref, o.payment_id,
                   o.placed_at, o.confirmed_at, o.updated_at, o.version,
                   l.line_no, l.sku, l.name as product, l.quantity, l.unit_price_minor, l.line_total_minor,
                   l.refunded_quantity, l.refunded_minor as line_refunded_minor,
                   a.sealed, a.name as recipient, a.line1, a.line2, a.city, a.postal_code
            from %s o
            join order_line l on l.order_id = o.id
            left join order_address a on a.order_id = o.id
            order by o.id desc, l.line_no""";

    /** Greater than every id. */
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Jdbi jdbi;
    private final StoredDeliveries deliveries;

    @Inject
    public OrderQueries(Jdbi jdbi, StoredDeliveries deliveries) {
        this.jdbi = jdbi;
        this.deliveries = deliveries;
    }

    /** For the container's proxy only. */
    protected OrderQueries() {
        this(null, null);
    }

    /**
     * Orders, newest first.
     *
     * @param before only those older than this order; null from the newest
     */
    public List<Order> list(OrderFilter filter, UUID before, int rows) {
        Map<String, Object> restrictions = new LinkedHashMap<>();
        restrictions.put("user_id = :user", filter.userId());
        restrictions.put(
                "status = :status",
                filter.status() == null ? null : filter.status().name());
        restrictions.put("channel = :channel", filter.channel());
        restrictions.put("reference = :reference", filter.reference());
        restrictions.put("id < :before", before);
        restrictions.values().removeIf(value -> value == null);
        String where = restrictions.isEmpty() ? "" : " where " + String.join(" and ", restrictions.keySet());
        String sql = "select " + ORDER_COLUMNS + " from customer_order" + where + " order by id desc limit :rows";
        return jdbi.withHandle(h -> {
            Query query = h.createQuery(sql).bind("rows", rows);
            restrictions.forEach(
                    (condition, value) -> query.bind(condition.substring(condition.indexOf(':') + 1), value));
            return query.map((r, c) -> order(r)).list();
        });
    }

    /** The order's head. */
    public Optional<Order> head(UUID id) {
        return jdbi.withHandle(h -> h.createQuery("select " + ORDER_COLUMNS + " from customer_order where id = :id")
                .bind("id", id)
                .map((r, c) -> order(r))
                .findOne());
    }

    /** The order with its lines and where it goes, all as of one moment: a version never shows with another version's lines. */
    public Optional<OrderDetails> find(UUID id) {
        String one = "(select * from customer_order where id = :id)";
        return jdbi.withHandle(
                h -> h
                        .createQuery(DETAILS.formatted(one))
                        .bind("id", id)
                        .scanResultSet((rows, c) -> details(rows.get()))
                        .stream()
                        .findFirst());
    }

    /**
     * A person's orders with everything that belongs to them, newest first.
     *
     * @param before only those older than this order; null from the newest
     */
    public List<OrderDetails> ofPerson(UUID user, UUID before, int rows) {
        String some =
                "(select * from customer_order where user_id = :user and id < :before order by id desc limit :rows)";
        return jdbi.withHandle(h -> h.createQuery(DETAILS.formatted(some))
                .bind("user", user)
                .bind("before", before == null ? NEWEST : before)
                .bind("rows", rows)
                .scanResultSet((result, c) -> details(result.get())));
    }

    /** The order's history, oldest first, after the given version. */
    public List<OrderEvent> history(UUID id, long afterVersion, int rows) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select order_id, version, type, status, reason, currency, total_minor, refunded_minor, refund_id,
                               payment_id, occurred_at
                        from order_event where order_id = :id and version > :after order by version limit :rows""")
                .bind("id", id)
                .bind("after", afterVersion)
                .bind("rows", rows)
                .map((r, c) -> event(r))
                .list());
    }

    /**
     * What comes after a version in the histories of several orders, in one statement.
     *
     * @param afterVersions by order
     * @param rows of each order at most
     * @return order by order, each oldest first
     */
    public List<OrderEvent> histories(Map<UUID, Long> afterVersions, int rows) {
        List<UUID> orders = List.copyOf(afterVersions.keySet());
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select e.order_id, e.version, e.type, e.status, e.reason, e.currency, e.total_minor, e.refunded_minor,
                               e.refund_id, e.payment_id, e.occurred_at
                        from unnest(:orders, :versions) as known(order_id, version)
                        cross join lateral (
                            select * from order_event later
                            where later.order_id = known.order_id and later.version > known.version
                            order by later.version limit :rows) e
                        order by e.order_id, e.version""")
                .bindArray("orders", UUID.class, orders)
                .bindArray(
                        "versions",
                        Long.class,
                        orders.stream().map(afterVersions::get).toList())
                .bind("rows", rows)
                .map((r, c) -> event(r))
                .list());
    }

    private List<OrderDetails> details(ResultSet r) throws SQLException {
        List<OrderDetails> all = new ArrayList<>();
        boolean more = r.next();
        while (more) {
            Order order = order(r);
            Delivery delivery = delivery(order, r);
            List<OrderLine> lines = new ArrayList<>(order.itemCount());
            do {
                lines.add(line(r));
                more = r.next();
            } while (more && r.getObject("id", UUID.class).equals(order.id().value()));
            all.add(new OrderDetails(order, List.copyOf(lines), delivery));
        }
        return all;
    }

    private Delivery delivery(Order order, ResultSet r) throws SQLException {
        String sealed = r.getString("sealed");
        if (sealed != null) {
            return deliveries.open(order.id().value(), sealed);
        }
        // As versions before field encryption stored it, and until key rotation has come by.
        return new Delivery(
                r.getString("recipient"),
                r.getString("line1"),
                r.getString("line2"),
                r.getString("city"),
                r.getString("postal_code"));
    }

    private static OrderLine line(ResultSet r) throws SQLException {
        return new OrderLine(
                r.getInt("line_no"),
                r.getString("sku"),
                r.getString("product"),
                r.getLong("quantity"),
                r.getLong("unit_price_minor"),
                r.getLong("line_total_minor"),
                r.getLong("refunded_quantity"),
                r.getLong("line_refunded_minor"));
    }

    private static Order order(ResultSet r) throws SQLException {
        return new Order(
                new OrderId(r.getObject("id", UUID.class)),
                r.getObject("user_id", UUID.class),
                OrderStatus.valueOf(r.getString("status")),
                r.getString("status_reason"),
                r.getString("currency"),
                r.getLong("total_minor"),
                r.getLong("refunded_minor"),
                r.getInt("item_count"),
                r.getLong("units"),
                r.getString("country"),
                r.getString("channel"),
                r.getString("reference"),
                r.getString("customer_ref"),
                r.getObject("payment_id", UUID.class),
                instant(r, "placed_at"),
                instant(r, "confirmed_at"),
                instant(r, "updated_at"),
                r.getLong("version"));
    }

    private static OrderEvent event(ResultSet r) throws SQLException {
        return new OrderEvent(
                new OrderId(r.getObject("order_id", UUID.class)),
                r.getLong("version"),
                OrderEventType.valueOf(r.getString("type")),
                OrderStatus.valueOf(r.getString("status")),
                r.getString("reason"),
                r.getString("currency"),
                r.getLong("total_minor"),
                r.getLong("refunded_minor"),
                r.getObject("refund_id", UUID.class),
                r.getObject("payment_id", UUID.class),
                instant(r, "occurred_at"));
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime time = r.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
