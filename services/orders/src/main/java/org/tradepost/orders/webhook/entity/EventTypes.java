package org.tradepost.orders.webhook.entity;

import java.util.Set;
import java.util.TreeSet;

/** The events that can be subscribed to: all of {@code docs/asyncapi.yaml} but the audit log and what was set aside. */
public final class EventTypes {

    public static final Set<String> TOPICS =
            Set.of("tradepost.users", "tradepost.catalog", "tradepost.orders", "tradepost.payments");

    public static final Set<String> ALL = Set.of(
            "tradepost.users.user-registered.v1",
            "tradepost.users.user-updated.v1",
            "tradepost.users.user-status-changed.v1",
            "tradepost.users.user-deleted.v1",
            "tradepost.catalog.product-created.v1",
            "tradepost.catalog.product-updated.v1",
            "tradepost.catalog.product-deleted.v1",
            "tradepost.catalog.products-imported.v1",
            "tradepost.catalog.stock-adjusted.v1",
            "tradepost.catalog.cache-invalidated.v1",
            "tradepost.orders.order-placed.v1",
            "tradepost.orders.order-confirmed.v1",
            "tradepost.orders.order-rejected.v1",
            "tradepost.orders.order-cancelling.v1",
            "tradepost.orders.order-cancelled.v1",
            "tradepost.orders.order-refunded.v1",
            "tradepost.orders.order-needs-attention.v1",
            "tradepost.orders.order-resumed.v1",
            "tradepost.payments.payment-captured.v1",
            "tradepost.payments.payment-declined.v1",
            "tradepost.payments.payment-refunded.v1",
            "tradepost.payments.payment-voided.v1");

    private EventTypes() {}

    /** Those of the given types that do not exist, in order. */
    public static Set<String> unknown(Set<String> types) {
        Set<String> unknown = new TreeSet<>(types);
        unknown.removeAll(ALL);
        return unknown;
    }
}
