package org.tradepost.orders.checkout.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.tradepost.orders.checkout.control.PlaceOrderCommand;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;

/** The body of POST /orders. Texts are stored as they are; the SKU has to be exactly the catalogue's. */
public record PlaceOrderRequest(
        @NotNull @Size(min = 1, max = MAX_LINES) List<@NotNull @Valid Item> items,
        @NotNull @Valid Payment payment,
        @NotNull @Valid Address shippingAddress,
        @Size(min = 1, max = 100) String channel,
        @Size(min = 1, max = 100) String reference,
        @Size(min = 1, max = 100) String customerRef) {

    static final int MAX_LINES = 5_000;

    /** One line. Numbers are wider than what is allowed, so that too large a one is invalid rather than malformed. */
    public record Item(
            @NotNull @Size(min = 1, max = 64) String sku,
            @NotNull @Min(1) @Max(1_000_000) Long quantity,
            @Valid RequestedMoney unitPrice) {}

    /** How the order is paid. */
    public record Payment(
            @NotNull @Pattern(regexp = "sandbox", message = "must be a known payment method") String method,
            @NotBlank @Size(max = 200) String token) {}

    /** Where the order goes. */
    public record Address(
            @NotBlank @Size(max = 60) String country,
            @Size(max = 200) String name,
            @Size(max = 200) String line1,
            @Size(max = 200) String line2,
            @Size(max = 100) String city,
            @Size(max = 20) String postalCode) {}

    /** Whether the request sets what only back offices and imports may set. */
    boolean setsPrices() {
        return channel != null
                || reference != null
                || customerRef != null
                || (items != null
                        && items.stream().filter(Objects::nonNull).anyMatch(item -> item.unitPrice() != null));
    }

    PlaceOrderCommand toCommand(UUID caller) {
        List<PlaceOrderCommand.Item> wanted = new ArrayList<>(items.size());
        for (Item item : items) {
            wanted.add(new PlaceOrderCommand.Item(
                    item.sku(),
                    item.quantity(),
                    item.unitPrice() == null
                            ? null
                            : item.unitPrice().toMoney("items[" + wanted.size() + "].unitPrice")));
        }
        Address to = shippingAddress;
        return new PlaceOrderCommand(
                caller,
                wanted,
                payment.method(),
                payment.token(),
                to.country(),
                new Delivery(to.name(), to.line1(), to.line2(), to.city(), to.postalCode()),
                channel,
                reference,
                customerRef);
    }
}
