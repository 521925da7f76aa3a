package org.tradepost.orders.ordering.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of an order's append-only history.
 *
 * @param refundedMinor what this entry gave back, not the sum so far
 */
public record OrderEvent(
        OrderId orderId,
        long version,
        OrderEventType type,
        OrderStatus status,
        String reason,
        String currency,
        long totalMinor,
        long refundedMinor,
        UUID refundId,
        UUID paymentId,
        Instant occurredAt) {}
