package org.tradepost.orders.ordering.control;

import java.util.UUID;
import org.tradepost.orders.ordering.entity.OrderStatus;

/** Which orders a list has; a null component does not restrict it. */
public record OrderFilter(UUID userId, OrderStatus status, String channel, String reference) {

    /** Everybody's orders in a state; in any state when null. */
    public static OrderFilter ofStatus(OrderStatus status) {
        return new OrderFilter(null, status, null, null);
    }
}
