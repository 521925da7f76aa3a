package org.tradepost.orders.ordering.entity;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An order's head. Each change yields the next version together with the history entry that explains it, and only along
 * {@link OrderStatus}'s transition table.
 */
public record Order(
        OrderId id,
        UUID userId,
        OrderStatus status,
        String reason,
        String currency,
        long totalMinor,
        long refundedMinor,
        int itemCount,
        long units,
        String country,
        String channel,
        String reference,
        String customerRef,
        UUID paymentId,
        Instant placedAt,
        Instant confirmedAt,
        Instant updatedAt,
        long version) {

    public Order {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(status, "status");
        if (refundedMinor < 0 || refundedMinor > totalMinor) {
            throw new IllegalArgumentException("refunded " + refundedMinor + " of " + totalMinor);
        }
    }

    /** A change of an order: the order after it, and its history entry. */
    public record Change(Order order, OrderEvent event) {}

    /** The first entry of this order's history. */
    public OrderEvent placedEvent() {
        return event(OrderEventType.ORDER_PLACED, 0, null);
    }

    public Change confirm(UUID payment, Instant now) {
        Order next = next(OrderStatus.CONFIRMED, null, refundedMinor, payment, now, now);
        return new Change(next, next.event(OrderEventType.ORDER_CONFIRMED, 0, null));
    }

    public Change reject(String why, Instant now) {
        Order next = next(OrderStatus.REJECTED, why, refundedMinor, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_REJECTED, 0, null));
    }

    public Change startCancelling(String why, Instant now) {
        Order next = next(OrderStatus.CANCELLING, why, refundedMinor, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_CANCELLING, 0, null));
    }

    /** The cancellation has given back {@code amount}, all that was left. */
    public Change cancelled(UUID refundId, long amount, Instant now) {
        long refunded = Math.addExact(refundedMinor, amount);
        Order next = next(OrderStatus.CANCELLED, reason, refunded, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_CANCELLED, amount, refundId));
    }

    /** A refund of {@code amount} has settled. An order that needs attention for another reason goes on needing it. */
    public Change refunded(UUID refundId, long amount, Instant now) {
        long refunded = Math.addExact(refundedMinor, amount);
        OrderStatus after = status == OrderStatus.NEEDS_ATTENTION ? status : statusWhenRefunded(refunded);
        Order next = next(after, reason, refunded, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_REFUNDED, amount, refundId));
    }

    public Change needsAttention(String why, Instant now) {
        Order next = next(OrderStatus.NEEDS_ATTENTION, why, refundedMinor, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_NEEDS_ATTENTION, 0, null));
    }

    /** Back to the state the order needed attention in. */
    public Change resume(OrderStatus backTo, Instant now) {
        Order next = next(backTo, null, refundedMinor, paymentId, confirmedAt, now);
        return new Change(next, next.event(OrderEventType.ORDER_RESUMED, 0, null));
    }

    private OrderStatus statusWhenRefunded(long refunded) {
        return refunded == totalMinor ? OrderStatus.REFUNDED : OrderStatus.PARTIALLY_REFUNDED;
    }

    private Order next(
            OrderStatus to, String why, long refunded, UUID payment, Instant whenConfirmed, Instant whenUpdated) {
        if (!status.mayBecome(to)) {
            throw new IllegalStateException("order " + id + " cannot go from " + status + " to " + to);
        }
        return new Order(
                id,
                userId,
                to,
                why,
                currency,
                totalMinor,
                refunded,
                itemCount,
                units,
                country,
                channel,
                reference,
                customerRef,
                payment,
                placedAt,
                whenConfirmed,
                whenUpdated,
                version + 1);
    }

    private OrderEvent event(OrderEventType type, long amount, UUID refundId) {
        return new OrderEvent(
                id, version, type, status, reason, currency, totalMinor, amount, refundId, paymentId, updatedAt);
    }
}
