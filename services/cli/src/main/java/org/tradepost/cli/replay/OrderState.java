package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import org.tradepost.client.Order;

/** What an order's status means to a replay, the more telling first. */
enum OrderState {
    /** Was confirmed at some time; a later refund or cancellation does not undo the sale the report counts. */
    SOLD,
    UNFINISHED,
    REFUSED;

    static OrderState of(JsonNode order) {
        return order.hasNonNull("confirmedAt") ? SOLD : of(order.path("status").asText());
    }

    static OrderState of(Order.Summary order) {
        return order.confirmedAt() != null ? SOLD : of(order.status().name());
    }

    static OrderState of(String status) {
        return switch (status) {
            case "CONFIRMED", "PARTIALLY_REFUNDED", "REFUNDED", "CANCELLING", "CANCELLED" -> SOLD;
            case "REJECTED" -> REFUSED;
            default -> UNFINISHED;
        };
    }
}
