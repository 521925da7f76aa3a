package org.tradepost.orders.ordering.boundary;

import java.time.Instant;
import java.util.UUID;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;

/** An order in a list: how many lines it has instead of the lines, and of the address the country alone. */
public record OrderSummaryResponse(
        UUID id,
        OrderStatus status,
        String reason,
        UUID userId,
        int itemCount,
        Money total,
        Money refunded,
        UUID paymentId,
        Destination shippingAddress,
        String channel,
        String reference,
        String customerRef,
        Instant placedAt,
        Instant confirmedAt,
        long version) {

    /** Where an order goes, without personal data. */
    public record Destination(String country) {}

    static OrderSummaryResponse of(Order order) {
        return new OrderSummaryResponse(
                order.id().value(),
                order.status(),
                order.reason(),
                order.userId(),
                order.itemCount(),
                new Money(order.totalMinor(), order.currency()),
                new Money(order.refundedMinor(), order.currency()),
                order.paymentId(),
                new Destination(order.country()),
                order.channel(),
                order.reference(),
                order.customerRef(),
                order.placedAt(),
                order.confirmedAt(),
                order.version());
    }
}
