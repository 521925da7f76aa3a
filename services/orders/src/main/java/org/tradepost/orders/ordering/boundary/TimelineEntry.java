package org.tradepost.orders.ordering.boundary;

import java.time.Instant;
import java.util.UUID;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;

/** One entry of an order's timeline. */
public record TimelineEntry(Instant at, String type, OrderStatus status, Data data) {

    /**
     * What belongs to the entry.
     *
     * @param total only where the order was placed
     * @param refunded what this entry gave back
     */
    public record Data(long version, String reason, Money total, Money refunded, UUID refundId, UUID paymentId) {}

    public static TimelineEntry of(OrderEvent event) {
        boolean placed = event.type() == OrderEventType.ORDER_PLACED;
        Data data = new Data(
                event.version(),
                event.reason(),
                placed ? new Money(event.totalMinor(), event.currency()) : null,
                event.refundedMinor() == 0 ? null : new Money(event.refundedMinor(), event.currency()),
                event.refundId(),
                event.paymentId());
        return new TimelineEntry(event.occurredAt(), event.type().wireName(), event.status(), data);
    }
}
