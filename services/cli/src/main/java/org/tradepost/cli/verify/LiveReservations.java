package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No reservation without a live order: goods are held only for orders that are being worked on, sold only to orders that were
 * confirmed, in the quantities ordered, and what was sold to an order that came to nothing is back.
 */
final class LiveReservations implements Invariant {
    private static final String ORDERS =
            """
            SELECT o.id::text, o.status IN ('PENDING', 'NEEDS_ATTENTION') AND o.confirmed_at IS NULL AS open,
                   o.confirmed_at IS NOT NULL AS sold, l.units
            FROM audit_order o
            JOIN (SELECT order_id, sum(quantity)::bigint AS units FROM audit_order_line GROUP BY order_id) l
              ON l.order_id = o.id""";
    private static final String RESERVATIONS = "SELECT order_id::text, status, units, restocked FROM audit_reservation";

    private record Order(String id, boolean open, boolean sold, long units) {}

    private record Reservation(String order, String status, long units, long restocked) {}

    @Override
    public String name() {
        return "reservations-have-live-orders";
    }

    @Override
    public Finding check(Audit audit) {
        Map<String, Order> orders = new HashMap<>();
        audit.orders()
                .forEach(
                        ORDERS,
                        (row, c) -> new Order(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getLong(4)),
                        order -> orders.put(order.id(), order));
        List<Breach> breaches = new ArrayList<>();
        long[] checked = {0};
        audit.catalog()
                .forEach(
                        RESERVATIONS,
                        (row, c) -> new Reservation(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                        reservation -> {
                            checked[0]++;
                            fault(reservation, orders.remove(reservation.order()))
                                    .ifPresent(breaches::add);
                        });
        orders.values().stream()
                .filter(Order::sold)
                .forEach(order -> breaches.add(
                        new Breach(order.id(), "order " + order.id() + " was confirmed and has no reservation")));
        return new Finding(checked[0] + orders.size(), breaches);
    }

    private static Optional<Breach> fault(Reservation reservation, Order order) {
        boolean sold = order != null && order.sold();
        boolean open = order != null && order.open();
        String fault =
                switch (reservation.status()) {
                    case "RESERVED" -> open ? "" : "is held for " + describe(order);
                    case "COMMITTED" -> {
                        if (sold) {
                            yield reservation.units() == order.units()
                                    ? ""
                                    : "sold " + reservation.units() + " units, the order has " + order.units();
                        }
                        boolean allBack = reservation.units() == reservation.restocked();
                        yield open || (order != null && allBack) ? "" : "was sold to " + describe(order);
                    }
                    default -> sold ? "was released, yet the order was confirmed" : "";
                };
        return fault.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Breach(reservation.order(), "reservation of order " + reservation.order() + " " + fault));
    }

    private static String describe(Order order) {
        if (order == null) {
            return "an order that does not exist";
        }
        return order.sold() ? "an order that is confirmed" : "an order that is over";
    }
}
