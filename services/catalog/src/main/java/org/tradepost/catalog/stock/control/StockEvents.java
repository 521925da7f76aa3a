package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.tradepost.catalog.product.control.ProductEvents;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/** Tells of stock that was adjusted. Reservations and sales are told of by the orders that cause them. */
@ApplicationScoped
public class StockEvents {

    public static final String ADJUSTED = "tradepost.catalog.stock-adjusted.v1";

    private final OutboxWriter outbox;

    /** An adjustment; its reason stays in the ledger, because people write names into such fields. */
    public record AdjustedData(String sku, long delta, long onHand, long reserved, UUID actorId) {}

    @Inject
    public StockEvents(OutboxWriter outbox) {
        this.outbox = outbox;
    }

    /** For the container's proxy. */
    protected StockEvents() {
        this(null);
    }

    void adjusted(StockLevel level, long delta, UUID actor, long sequence) {
        outbox.append(OutboxEvent.of(
                ProductEvents.TOPIC,
                ADJUSTED,
                level.sku(),
                sequence,
                new AdjustedData(level.sku(), delta, level.onHand(), level.reserved(), actor)));
    }
}
