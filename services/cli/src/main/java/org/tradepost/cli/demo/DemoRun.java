package org.tradepost.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.Workers;
import org.tradepost.cli.demo.Customer.Item;
import org.tradepost.cli.productimport.ImportReport;
import org.tradepost.cli.productimport.ProductImport;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Persistence;

/** The demo's story, chapter by chapter, against a platform that is up. */
final class DemoRun {
    private static final String MUG = "KIT-101";
    private static final String HONEY = "PAN-101";
    private static final String SOLD_OUT = "PAN-102";
    private static final String CANDLE = "HOM-101";
    private static final String BLANKET = "HOM-105";
    private static final String RARE = "TOY-103";
    private static final long PLENTY = 10;
    private static final int BUYERS = 20;
    private static final int RARE_STOCK = 5;
    private static final int ACTIVITY_POLLS = 60;
    private static final long ACTIVITY_POLL_MILLIS = 250;

    private final ApiClient client;
    private final ApiSession admin;
    private final Story story;

    private record Adjustment(long delta, String reason) {}

    private record Line(long lineNo, long quantity) {}

    private record Refund(List<Line> lines, boolean restock, String reason) {}

    DemoRun(ApiClient client, ApiSession admin, Story story) {
        this.client = client;
        this.admin = admin;
        this.story = story;
    }

    void tell() {
        loadCatalogue();
        Customer ada = Customer.register(client, "Ada Marsh");
        String first = placeOrders(ada);
        cancel(ada);
        refund(ada);
        race();
        lookBack(ada, first);
    }

    private void loadCatalogue() {
        story.chapter("The catalogue");
        try (InputStream rows = DemoRun.class.getResourceAsStream("catalogue.csv")) {
            ImportReport report = new ProductImport(admin).sendCsv(rows);
            story.expect("%d products imported".formatted(report.rows()), 0L, report.refused());
        } catch (IOException e) {
            throw new CommandFailure("The sample catalogue cannot be read: " + e.getMessage(), e);
        }
        JsonNode found = client.call(ApiRequest.get("/api/v1/products?q=honey&limit=5"), null)
                .expect("Searching", 200)
                .json();
        story.expect("a search for honey finds some", true, found.path("items").size() >= 2);
        List.of(MUG, HONEY, CANDLE, BLANKET).forEach(sku -> setStock(sku, Math.max(PLENTY, available(sku))));
        setStock(SOLD_OUT, 0);
    }

    private String placeOrders(Customer ada) {
        story.chapter("Orders");
        String key = UUID.randomUUID().toString();
        Item[] basket = {new Item(MUG, 2), new Item(HONEY, 1)};
        ApiResponse placed = ada.order(key, "tok_ok", basket);
        story.expect("two mugs and a jar of honey are ordered", "201 CONFIRMED", outcome(placed));
        String id = placed.json().path("id").asText();
        story.note("order " + id + ", total " + money(placed.json().path("total")));
        ApiResponse again = ada.order(key, "tok_ok", basket);
        story.expect(
                "the same request sent again is the same order",
                id,
                again.json().path("id").asText());
        story.expect(
                "heather honey is sold out, so the order is refused",
                "409 OUT_OF_STOCK",
                outcome(ada.order("tok_ok", new Item(MUG, 1), new Item(SOLD_OUT, 1))));
        long before = available(BLANKET);
        story.expect(
                "the bank declines a card",
                "402 PAYMENT_DECLINED",
                outcome(ada.order("tok_declined", new Item(BLANKET, 1))));
        story.expect("and the blanket is for sale again", before, available(BLANKET));
        return id;
    }

    private void cancel(Customer ada) {
        story.chapter("A change of mind");
        long before = available(CANDLE);
        ApiResponse placed = ada.order("tok_ok", new Item(CANDLE, 2));
        story.expect("two candles are ordered", "201 CONFIRMED", outcome(placed));
        String id = placed.json().path("id").asText();
        ada.session()
                .call(ApiRequest.post("/api/v1/orders/" + id + "/cancel").withNewKey())
                .expect("Cancelling", 200, 202);
        JsonNode order = settled(ada, id);
        story.expect("and cancelled", "CANCELLED", order.path("status").asText());
        story.expect(
                "all of the money is back",
                order.path("total").path("amount").asLong(),
                order.path("refunded").path("amount").asLong());
        story.expect("and so are the candles", before, available(CANDLE));
    }

    private void refund(Customer ada) {
        story.chapter("A broken mug");
        ApiResponse placed = ada.order("tok_ok", new Item(MUG, 3));
        story.expect("three mugs are ordered", "201 CONFIRMED", outcome(placed));
        String id = placed.json().path("id").asText();
        long price = placed.json().path("total").path("amount").asLong() / 3;
        ada.session()
                .call(ApiRequest.post(
                                "/api/v1/orders/" + id + "/refunds",
                                new Refund(List.of(new Line(1, 1)), false, "Arrived broken"))
                        .withNewKey())
                .expect("Refunding", 201, 202);
        JsonNode order = settled(ada, id);
        story.expect(
                "one of them is refunded",
                "PARTIALLY_REFUNDED",
                order.path("status").asText());
        story.expect(
                "its price is back",
                price,
                order.path("refunded").path("amount").asLong());
    }

    private void race() {
        story.chapter("%d buyers, %d spinning tops".formatted(BUYERS, RARE_STOCK));
        setStock(RARE, RARE_STOCK);
        List<Customer> buyers = Collections.synchronizedList(new ArrayList<>());
        Workers.forEach(
                4,
                IntStream.rangeClosed(1, BUYERS).boxed().toList(),
                number -> buyers.add(Customer.register(client, "Buyer " + number)));
        List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
        Workers.forEach(BUYERS, buyers, buyer -> outcomes.add(outcome(buyer.order("tok_ok", new Item(RARE, 1)))));
        story.expect("of them get one", (long) RARE_STOCK, count(outcomes, "201 CONFIRMED"));
        story.expect("the others are refused", (long) BUYERS - RARE_STOCK, count(outcomes, "409 OUT_OF_STOCK"));
        story.expect("and none is left", 0L, available(RARE));
    }

    private void lookBack(Customer ada, String orderId) {
        story.chapter("Looking back");
        JsonNode timeline = ada.session().fetch("/api/v1/orders/" + orderId + "/timeline", "Reading a timeline");
        story.expect(
                "the first order's timeline is complete", List.of("order-placed", "order-confirmed"), types(timeline));
        timeline.path("items")
                .forEach(entry -> story.note(
                        entry.path("at").asText() + "  " + entry.path("type").asText()));
        // Five orders were placed, three confirmed, two rejected, one cancelled, one refunded.
        Map<String, Integer> expected =
                Map.of("placed", 5, "confirmed", 3, "rejected", 2, "cancelled", 1, "refunded", 1);
        int all = expected.values().stream().mapToInt(Integer::intValue).sum();
        JsonNode feed = activity(ada, all);
        story.expect(
                "the events of all her orders reached her activity feed",
                all,
                feed.path("items").size());
    }

    /** Events take a moment: they go through the outbox, the topic and the consumer. */
    private JsonNode activity(Customer customer, int expected) {
        String path = "/api/v1/users/" + customer.session().userId() + "/activity?limit=100";
        JsonNode feed = customer.session().fetch(path, "Reading the activity feed");
        for (int i = 0; i < ACTIVITY_POLLS && feed.path("items").size() < expected; i++) {
            Persistence.pause(ACTIVITY_POLL_MILLIS);
            feed = customer.session().fetch(path, "Reading the activity feed");
        }
        return feed;
    }

    private JsonNode settled(Customer customer, String orderId) {
        JsonNode order = customer.read(orderId);
        for (int i = 0; i < ACTIVITY_POLLS && !isSettled(order); i++) {
            Persistence.pause(ACTIVITY_POLL_MILLIS);
            order = customer.read(orderId);
        }
        return order;
    }

    private static boolean isSettled(JsonNode order) {
        return switch (order.path("status").asText()) {
            case "CANCELLED", "PARTIALLY_REFUNDED", "REFUNDED" -> true;
            default -> false;
        };
    }

    private long available(String sku) {
        return admin.fetch("/api/v1/products/" + sku + "/stock", "Reading stock")
                .path("available")
                .asLong();
    }

    private void setStock(String sku, long target) {
        long delta = target - available(sku);
        if (delta != 0) {
            admin.call(ApiRequest.post("/api/v1/products/" + sku + "/stock-adjustments", new Adjustment(delta, "Demo"))
                            .withNewKey())
                    .expect("Putting stock in", 200, 201);
        }
    }

    private static String outcome(ApiResponse response) {
        return response.status() + " "
                + response.json().path(response.isSuccess() ? "status" : "code").asText();
    }

    private static long count(List<String> outcomes, String wanted) {
        return outcomes.stream().filter(wanted::equals).count();
    }

    private static List<String> types(JsonNode timeline) {
        return StreamSupport.stream(timeline.path("items").spliterator(), false)
                .map(entry -> entry.path("type").asText())
                .toList();
    }

    private static String money(JsonNode money) {
        long minor = money.path("amount").asLong();
        return "%d.%02d %s"
                .formatted(minor / 100, minor % 100, money.path("currency").asText());
    }
}
