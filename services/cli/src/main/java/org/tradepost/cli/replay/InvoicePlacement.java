package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Persistence;

/**
 * Places one invoice as an order and stays with it until it is confirmed or refused. The idempotency key follows from
 * channel and invoice, so that asking again after a lost answer, even by a later run, can never place it twice.
 */
final class InvoicePlacement {
    private static final String CURRENCY = "GBP";
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long FIRST_POLL_MILLIS = 100;
    private static final long LONGEST_POLL_MILLIS = 2_000;

    private final ApiSession session;
    private final String channel;
    private final Persistence persistence;

    /** How it ended. */
    sealed interface Outcome {
        /** Confirmed by this run. */
        record Placed() implements Outcome {}

        /** Found confirmed already. */
        record PlacedEarlier() implements Outcome {}

        record Refused(String why) implements Outcome {}
    }

    private record Amount(long amount, String currency) {}

    private record Line(String sku, long quantity, Amount unitPrice) {}

    private record Payment(String method, String token) {}

    private record Address(String country) {}

    private record Order(
            List<Line> items,
            Payment payment,
            Address shippingAddress,
            String channel,
            String reference,
            String customerRef) {}

    InvoicePlacement(ApiSession session, String channel) {
        this.session = session;
        this.channel = channel;
        this.persistence = new Persistence(session.client());
    }

    /** @param refusedBefore orders of this invoice that were refused for good; a new attempt needs a key of its own */
    Outcome place(Invoice invoice, int refusedBefore) {
        ApiRequest request =
                ApiRequest.post("/api/v1/orders", order(invoice)).withKey(key(invoice.number(), refusedBefore));
        ApiResponse response = persistence.send(session, request);
        JsonNode body = response.json();
        return switch (response.status()) {
            case 200, 201 -> outcome(body, new Outcome.Placed());
            case 202 -> await(body.path("id").asText(), new Outcome.Placed());
            case 409 ->
                "DUPLICATE_REFERENCE".equals(body.path("code").asText())
                        ? duplicate(body)
                        : new Outcome.Refused(response.describe());
            default -> new Outcome.Refused(response.describe());
        };
    }

    /** Follows an order that an earlier run left unfinished. */
    Outcome resume(String orderId) {
        return await(orderId, new Outcome.PlacedEarlier());
    }

    private Outcome duplicate(JsonNode problem) {
        String status = problem.path("orderStatus").asText();
        return switch (OrderState.of(status)) {
            case SOLD -> new Outcome.PlacedEarlier();
            case UNFINISHED -> await(problem.path("orderId").asText(), new Outcome.PlacedEarlier());
            case REFUSED ->
                new Outcome.Refused("its reference belongs to order "
                        + problem.path("orderId").asText() + ", which is " + status);
        };
    }

    private Outcome await(String orderId, Outcome whenSold) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_POLL_MILLIS;
        while (true) {
            ApiResponse response = persistence.send(session, ApiRequest.get("/api/v1/orders/" + orderId));
            if (response.status() != 200) {
                return new Outcome.Refused("order " + orderId + " cannot be read: " + response.describe());
            }
            JsonNode order = response.json();
            boolean needsPeople = "NEEDS_ATTENTION".equals(order.path("status").asText());
            boolean finished = OrderState.of(order) != OrderState.UNFINISHED;
            if (finished || needsPeople || System.nanoTime() - giveUpAt >= 0) {
                return outcome(order, whenSold);
            }
            Persistence.pause(pause);
            pause = Math.min(pause * 2, LONGEST_POLL_MILLIS);
        }
    }

    private static Outcome outcome(JsonNode order, Outcome whenSold) {
        String status = order.path("status").asText();
        if (OrderState.of(order) == OrderState.SOLD) {
            return whenSold;
        }
        String reason = order.path("reason").asText("");
        return new Outcome.Refused(
                "order " + order.path("id").asText() + " is " + status + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    private Order order(Invoice invoice) {
        return new Order(
                invoice.lines().stream()
                        .map(line -> new Line(line.sku(), line.quantity(), new Amount(line.pence(), CURRENCY)))
                        .toList(),
                new Payment("sandbox", "tok_ok"),
                new Address(invoice.country()),
                channel,
                invoice.number(),
                invoice.customer().isEmpty() ? null : invoice.customer());
    }

    private String key(String invoice, int attempt) {
        String source = channel + '\n' + invoice + '\n' + attempt;
        return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
