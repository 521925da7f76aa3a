package org.tradepost.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order with its lines.
 *
 * @param reason why it was rejected or cancelled or needs attention; else null
 * @param paymentId null before it is paid
 * @param channel null unless a back office set it, as {@code reference} and {@code customerRef}
 * @param confirmedAt null before it is
 * @param version rises with every change
 */
public record Order(
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

    /**
     * @param name the product's when the order was placed
     */
    public record Item(
            int lineNo,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money lineTotal,
            long refundedQuantity) {}

    /** Only the country has to be given. */
    public record ShippingAddress(
            String country, String name, String line1, String line2, String city, String postalCode) {

        public static ShippingAddress in(String country) {
            return new ShippingAddress(country, null, null, null, null, null);
        }

        /** Without what is personal. */
        @Override
        public String toString() {
            return "ShippingAddress[" + country + "]";
        }
    }

    /** How a list shows it. */
    public record Summary(
            UUID id,
            OrderStatus status,
            String reason,
            UUID userId,
            int itemCount,
            Money total,
            Money refunded,
            UUID paymentId,
            Country shippingAddress,
            String channel,
            String reference,
            String customerRef,
            Instant placedAt,
            Instant confirmedAt,
            long version) {}

    /** All that a list shows of an address. */
    public record Country(String country) {}

    /**
     * One thing that happened to it.
     *
     * @param type such as {@code order-confirmed}
     * @param status what it has been since
     */
    public record Event(Instant at, String type, OrderStatus status, Facts data) {}

    /**
     * What is known of an event; what does not belong to its type is null.
     *
     * @param refunded what this event gave back
     */
    public record Facts(long version, String reason, Money total, Money refunded, UUID refundId, UUID paymentId) {}
}
