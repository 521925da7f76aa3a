package org.tradepost.orders.checkout.boundary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.checkout.control.Refund;
import org.tradepost.shared.money.Money;

/** A refund, as the API shows it. */
public record RefundResponse(
        UUID id,
        UUID orderId,
        String status,
        Money amount,
        List<Line> lines,
        boolean restock,
        String reason,
        Instant requestedAt,
        Instant settledAt) {

    /** What it takes from one line. */
    public record Line(int lineNo, long quantity, Money amount) {}

    static RefundResponse of(Refund refund) {
        return new RefundResponse(
                refund.id(),
                refund.orderId().value(),
                refund.settled() ? "SETTLED" : "PENDING",
                new Money(refund.amountMinor(), refund.currency()),
                refund.lines().stream()
                        .map(line -> new Line(
                                line.lineNo(), line.quantity(), new Money(line.amountMinor(), refund.currency())))
                        .toList(),
                refund.restock(),
                refund.reason(),
                refund.requestedAt(),
                refund.settledAt());
    }
}
