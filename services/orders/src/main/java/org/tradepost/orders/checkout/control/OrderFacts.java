package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/** Tells the other services what happened to an order: ids, amounts, country and goods, no personal data. */
@ApplicationScoped
public class OrderFacts {
    static final String TOPIC = "tradepost.orders";

    /**
     * The payload of every order event.
     *
     * @param refund what this event gave back
     * @param lines the goods, summed by SKU; on events about an order's placing and its outcome
     */
    public record OrderFact(
            UUID orderId,
            UUID userId,
            String status,
            String reason,
            String country,
            String channel,
            Money total,
            Money refunded,
            UUID refundId,
            Money refund,
            UUID paymentId,
            List<StockLine> lines) {}

    private final OutboxWriter outbox;

    @Inject
    public OrderFacts(OutboxWriter outbox) {
        this.outbox = outbox;
    }

    /** For the container's proxy only. */
    protected OrderFacts() {
        this(null);
    }

    /** Writes the event into the outbox, inside the transaction of the change. Its sequence is the order's version. */
    public void tell(Order order, OrderEvent event, List<StockLine> lines) {
        boolean givesBack = event.refundId() != null;
        OrderFact fact = new OrderFact(
                order.id().value(),
                order.userId(),
                order.status().name(),
                order.reason(),
                order.country(),
                order.channel(),
                new Money(order.totalMinor(), order.currency()),
                new Money(order.refundedMinor(), order.currency()),
                event.refundId(),
                givesBack ? new Money(event.refundedMinor(), order.currency()) : null,
                order.paymentId(),
                lines);
        outbox.append(OutboxEvent.of(
                TOPIC, TOPIC + "." + event.type().wireName() + ".v1", order.id().toString(), order.version(), fact));
    }
}
