package org.tradepost.users.activity.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a feed can tell, and the type of the event that tells it. */
public enum ActivityType {
    ORDER_PLACED,
    ORDER_CONFIRMED,
    ORDER_REJECTED,
    ORDER_CANCELLED,
    ORDER_REFUNDED;

    /** The type of the event, such as {@code tradepost.orders.order-placed.v1}. */
    public String eventType() {
        return "tradepost.orders." + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".v1";
    }

    public static Optional<ActivityType> ofEvent(String eventType) {
        return Arrays.stream(values())
                .filter(type -> type.eventType().equals(eventType))
                .findFirst();
    }
}
