package org.tradepost.orders.checkout.control;

import java.util.List;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;

/** All that is stored at once when an order is placed. */
public record NewOrder(Order order, List<OrderLine> lines, Delivery delivery, SagaInstance saga, RequestKey key) {

    /** The idempotency key that the order is stored under. */
    public record RequestKey(String caller, String key, String operation, byte[] fingerprint) {}
}
