package org.tradepost.orders.checkout.control;

import java.util.List;
import java.util.UUID;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.shared.money.Money;

/** A well-formed wish to order; what it asks for may still not exist. */
public record PlaceOrderCommand(
        UUID userId,
        List<Item> items,
        String paymentMethod,
        String paymentToken,
        String country,
        Delivery delivery,
        String channel,
        String reference,
        String customerRef) {

    /**
     * One line.
     *
     * @param unitPrice the price to charge; null for the catalogue's
     */
    public record Item(String sku, long quantity, Money unitPrice) {}
}
