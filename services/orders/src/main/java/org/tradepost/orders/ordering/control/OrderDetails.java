package org.tradepost.orders.ordering.control;

import java.util.List;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;

/**
 * An order with everything that belongs to it.
 *
 * @param delivery where it goes, beyond the country; all null after erasure
 */
public record OrderDetails(Order order, List<OrderLine> lines, Delivery delivery) {

    /** The personal part of the shipping address. */
    public record Delivery(String name, String line1, String line2, String city, String postalCode) {

        public static final Delivery NONE = new Delivery(null, null, null, null, null);
    }
}
