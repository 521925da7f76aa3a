package org.tradepost.orders.ordering.boundary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;

/** An order with its lines, as the API shows it. */
public record OrderResponse(
        UUID id,
        OrderStatus status,
        String reason,
        UUID userId,
        List<Item> items,
        Money total,
        Money refunded,
        UUID paymentId,
        ShippingAddress shippingAddress,
        String channel,
        String reference,
        String customerRef,
        Instant placedAt,
        Instant confirmedAt,
        long version) {

    /** One line. */
    public record Item(
            int lineNo,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money lineTotal,
            long refundedQuantity) {

        static Item of(OrderLine line, String currency) {
            return new Item(
                    line.lineNo(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    new Money(line.unitPriceMinor(), currency),
                    new Money(line.lineTotalMinor(), currency),
                    line.refundedQuantity());
        }
    }

    /** Where an order goes; all but the country may have been erased. */
    public record ShippingAddress(
            String country, String name, String line1, String line2, String city, String postalCode) {}

    public static OrderResponse of(OrderDetails details) {
        Order order = details.order();
        OrderDetails.Delivery to = details.delivery();
        return new OrderResponse(
                order.id().value(),
                order.status(),
                order.reason(),
                order.userId(),
                details.lines().stream()
                        .map(line -> Item.of(line, order.currency()))
                        .toList(),
                new Money(order.totalMinor(), order.currency()),
                new Money(order.refundedMinor(), order.currency()),
                order.paymentId(),
                new ShippingAddress(order.country(), to.name(), to.line1(), to.line2(), to.city(), to.postalCode()),
                order.channel(),
                order.reference(),
                order.customerRef(),
                order.placedAt(),
                order.confirmedAt(),
                order.version());
    }
}
