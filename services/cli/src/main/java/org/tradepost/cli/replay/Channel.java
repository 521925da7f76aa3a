package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.client.Order;
import org.tradepost.client.Orders;
import org.tradepost.client.TradepostClient;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiSession;

/** The orders that one caller has under one channel, and what the platform reports about it. */
final class Channel {
    private final ApiSession session;
    private final String name;

    /** An order as a list shows it. */
    record PlacedOrder(String id, OrderState state) {}

    /** What is known of an invoice's orders: the one that counts, and how many earlier ones were refused. */
    record History(PlacedOrder latest, int refused) {

        boolean isPlaced() {
            return latest.state() == OrderState.SOLD;
        }

        boolean isUnfinished() {
            return latest.state() == OrderState.UNFINISHED;
        }

        private History with(PlacedOrder other) {
            boolean otherCounts = other.state().ordinal() < latest.state().ordinal();
            int alsoRefused = other.state() == OrderState.REFUSED ? 1 : 0;
            return new History(otherCounts ? other : latest, refused + alsoRefused);
        }
    }

    Channel(ApiSession session, String name) {
        this.session = session;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Every own order of the channel, by its reference. */
    Map<String, History> orders() {
        Map<String, History> orders = new HashMap<>();
        Orders.Filter own = new Orders.Filter(UUID.fromString(session.userId()), null, name, null);
        try (ProgressReporter progress = ProgressReporter.of("Orders placed earlier", ProgressReporter.UNKNOWN)) {
            for (Order.Summary order : TradepostClient.of(session).orders().list(own)) {
                add(orders, order);
                progress.advance(1);
            }
        }
        return orders;
    }

    private static void add(Map<String, History> orders, Order.Summary summary) {
        OrderState state = OrderState.of(summary);
        PlacedOrder order = new PlacedOrder(summary.id().toString(), state);
        History alone = new History(order, state == OrderState.REFUSED ? 1 : 0);
        orders.merge(summary.reference(), alone, (known, ignored) -> known.with(order));
    }

    SalesFigures report() {
        return SalesFigures.reported(report("country"), report("product"));
    }

    private JsonNode report(String by) {
        return session.fetch(
                "/api/v1/reports/sales?by=" + by + "&channel=" + ApiClient.encoded(name),
                "Reading the sales report by " + by);
    }
}
