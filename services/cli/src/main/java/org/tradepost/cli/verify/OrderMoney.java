package org.tradepost.cli.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What orders, payments and the provider each say about the money of an order, by order id. */
final class OrderMoney {
    private static final String ORDERS =
            """
            SELECT o.id::text, o.currency,
                   CASE WHEN o.confirmed_at IS NULL THEN 0 ELSE o.total_minor - o.refunded_minor END AS net,
                   o.status IN ('PENDING', 'CANCELLING', 'NEEDS_ATTENTION')
                       OR EXISTS (SELECT 1 FROM audit_refund r WHERE r.order_id = o.id AND r.status = 'PENDING') AS moving
            FROM audit_order o""";
    private static final String PAYMENTS =
            "SELECT order_id::text, currency, captured_minor - refunded_minor FROM audit_payment";
    private static final String PROVIDER =
            """
            SELECT c.order_ref, c.currency, c.charged - coalesce(r.refunded, 0)
            FROM (SELECT order_ref, currency, sum(amount_minor) AS charged FROM bank.audit_charge
                  WHERE status = 'CHARGED' GROUP BY order_ref, currency) c
            LEFT JOIN (SELECT order_ref, currency, sum(amount_minor) AS refunded FROM bank.audit_refund
                       GROUP BY order_ref, currency) r
              ON r.order_ref = c.order_ref AND r.currency = c.currency""";

    /** An amount; nothing at all has no currency. */
    record Net(long minor, String currency) {
        static final Net NOTHING = new Net(0, "");

        Net {
            currency = minor == 0 ? "" : currency;
        }

        @Override
        public String toString() {
            return minor == 0 ? "0" : minor + " " + currency;
        }
    }

    private record Entry(String order, Net net, boolean moving) {}

    private final Map<String, Net> expected = new HashMap<>();
    private final Map<String, Net> captured = new HashMap<>();
    private final Map<String, Net> atProvider = new HashMap<>();
    private final Map<String, Boolean> moving = new HashMap<>();

    static OrderMoney of(Audit audit) {
        OrderMoney money = new OrderMoney();
        audit.orders()
                .forEach(
                        ORDERS,
                        (row, c) -> new Entry(
                                row.getString(1), new Net(row.getLong(3), row.getString(2)), row.getBoolean(4)),
                        order -> {
                            money.expected.put(order.order(), order.net());
                            if (order.moving()) {
                                money.moving.put(order.order(), true);
                            }
                        });
        audit.payments()
                .forEach(
                        PAYMENTS,
                        (row, c) -> entry(row.getString(1), row.getLong(3), row.getString(2)),
                        entry -> money.captured.put(entry.order(), entry.net()));
        audit.payments()
                .forEach(
                        PROVIDER,
                        (row, c) -> entry(row.getString(1), row.getLong(3), row.getString(2)),
                        entry ->
                                // Two currencies for one order can only be wrong; the sum would hide it, so the first
                                // non-zero one stays.
                                money.atProvider.merge(entry.order(), entry.net(), (a, b) -> a.minor() != 0 ? a : b));
        return money;
    }

    private static Entry entry(String order, long minor, String currency) {
        return new Entry(order, new Net(minor, Objects.requireNonNullElse(currency, "")), false);
    }

    /** Orders whose money is at rest: nobody is working on them and no refund is under way. */
    boolean isAtRest(String order) {
        return !moving.containsKey(order);
    }

    Map<String, Net> expected() {
        return expected;
    }

    Map<String, Net> captured() {
        return captured;
    }

    Map<String, Net> atProvider() {
        return atProvider;
    }
}
