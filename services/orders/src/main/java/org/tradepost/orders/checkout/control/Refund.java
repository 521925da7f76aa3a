package org.tradepost.orders.checkout.control;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.entity.OrderId;

/** Money, and possibly goods, given back after confirmation. */
public record Refund(
        UUID id,
        OrderId orderId,
        SagaKind kind,
        boolean settled,
        String currency,
        long amountMinor,
        boolean restock,
        String reason,
        UUID requestedBy,
        Instant requestedAt,
        Instant settledAt,
        List<RefundLine> lines) {}
