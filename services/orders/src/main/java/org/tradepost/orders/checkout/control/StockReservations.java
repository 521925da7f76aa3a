package org.tradepost.orders.checkout.control;

import java.util.List;
import java.util.UUID;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.ordering.entity.OrderId;

/** Stock, as the saga needs it. Every operation is idempotent under the order and never throws: silence is an outcome. */
public interface StockReservations {

    Outcome reserve(OrderId order, List<StockLine> lines);

    Outcome release(OrderId order);

    Outcome commit(OrderId order);

    /** Puts sold goods back, once per {@code key}. */
    Outcome restock(OrderId order, UUID key, List<StockLine> lines);
}
