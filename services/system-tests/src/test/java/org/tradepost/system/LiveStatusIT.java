package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.EventStream.Event;
import org.tradepost.system.Shop.Customer;

/** Orders followed live, through the gateway. */
class LiveStatusIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    /** What 2,000 idle streams may take: 150 MB, and as much a stream for any other number of them. */
    private static final long HEAP_OF_EACH = 150L * 1024 * 1024 / 2_000;
    /** What else changes in the heaps meanwhile. */
    private static final long NOISE = 30L * 1024 * 1024;

    private static final int STREAMS_OF_ONE = 20;

    private final Customer customer = Shop.customer();
    private final String token = Shop.logIn(customer.email(), Shop.PASSWORD);
    private final String sku = Shop.product(250, 100);

    @Test
    @Tag("deployment")
    void anOrderIsSeenFromPlacedToCancelledAndReadersComeBackWhereTheyWere() {
        String path = "/api/v1/orders/" + pending("tok_slow_2000");
        try (EventStream stream = EventStream.open(path + "/events", token, null)) {
            assertThat(stream.status()).isEqualTo(200);
            is(stream.next(), "1", "order-placed", "PENDING");
            is(stream.next(), "2", "order-confirmed", "CONFIRMED");
            long asked = System.nanoTime();
            customer.api().withHeader("Prefer", "wait=0").post(path + "/cancel", null);
            is(stream.next(), "3", "order-cancelling", "CANCELLING");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
            is(stream.next(), "4", "order-cancelled", "CANCELLED");
            assertThat(stream.next()).as("end").isNull();
        }
        try (EventStream again = EventStream.open(path + "/events", token, "2")) {
            is(again.next(), "3", "order-cancelling", "CANCELLING");
            is(again.next(), "4", "order-cancelled", "CANCELLED");
            assertThat(again.next()).as("end").isNull();
        }
        try (EventStream again = EventStream.open(path + "/events", token, "4")) {
            assertThat(again.status()).isEqualTo(204);
        }
        Answer timeline = customer.api().get(path + "/timeline").expect(200);
        try (EventStream all = EventStream.open(path + "/events", token, null)) {
            timeline.body().path("items").forEach(entry -> assertThat(all.next().data())
                    .isEqualTo(entry));
        }
    }

    @Test
    @Tag("deployment")
    void refusalsAreThoseOfReadingTheOrder() {
        String path = "/api/v1/orders/" + confirmed() + "/events";
        Shop.customer().api().get(path).expectProblem(404, "NOT_FOUND");
        Api.anonymous().get(path).expectProblem(401, "UNAUTHORIZED");
        customer.api().withHeader("Last-Event-ID", "x").get(path).expectProblem(400, "MALFORMED_REQUEST");
        customer.api().withHeader("Last-Event-ID", "3").get(path).expectProblem(400, "MALFORMED_REQUEST");
        customer.api().post(path, null).expectProblem(405, "METHOD_NOT_ALLOWED");
        try (EventStream administrators = EventStream.open(
                path, Shop.logIn(Deployment.get().adminEmail(), Deployment.get().adminPassword()), null)) {
            assertThat(administrators.status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("deployment")
    void aReaderWhoReadsNothingDisturbsNobodyAndHasTwentyStreamsAtMost() {
        String path = "/api/v1/orders/" + confirmed();
        List<EventStream> unread = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS_OF_ONE - 1; i++) {
                unread.add(EventStream.open(path + "/events", token, null));
            }
            try (EventStream read = EventStream.open(path + "/events", token, "2")) {
                customer.api().get(path + "/events").expectProblem(429, "TOO_MANY_STREAMS");
                long asked = System.nanoTime();
                customer.api().post(path + "/cancel", null).expect(200);
                is(read.next(), "3", "order-cancelling", "CANCELLING");
                is(read.next(), "4", "order-cancelled", "CANCELLED");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE.multipliedBy(3));
            }
        } finally {
            unread.forEach(EventStream::close);
        }
    }

    @Test
    @Tag("recovery")
    void nothingIsLostOrRepeatedWhenOrdersDies() {
        Platform platform = Deployment.get().platform();
        String path = "/api/v1/orders/" + confirmed();
        try (EventStream stream = EventStream.open(path + "/events", token, null)) {
            is(stream.next(), "1", "order-placed", "PENDING");
            is(stream.next(), "2", "order-confirmed", "CONFIRMED");
            platform.kill("orders");
            assertThat(stream.next()).as("end").isNull();
        }
        platform.start("orders", Map.of());
        Eventually.get(customer.api(), path, order -> order.text("status").equals("CONFIRMED"));
        try (EventStream again = EventStream.open(path + "/events", token, "2")) {
            customer.api().post(path + "/cancel", null).expect(200);
            is(again.next(), "3", "order-cancelling", "CANCELLING");
            is(again.next(), "4", "order-cancelled", "CANCELLED");
            assertThat(again.next()).as("end").isNull();
        }
    }

    @Test
    @Tag("recovery")
    void aServerThatDrainsSendsItsReadersAway() {
        Platform platform = Deployment.get().platform();
        String path = "/api/v1/orders/" + confirmed();
        try (EventStream stream = EventStream.open(path + "/events", token, "2")) {
            platform.terminate("orders");
            assertThat(stream.next()).as("end").isNull();
        } finally {
            platform.start("orders", Map.of());
        }
    }

    /**
     * {@code -Dtradepost.streams=2000} opens as many as the bar names; split, and with {@code TRADEPOST_ORDERS_STREAMS_MOST=2000}.
     */
    @Test
    @Tag("local")
    void idleStreamsTakeLittleMemoryAndAllAreToldWhatHappens() throws Exception {
        int wanted = Integer.getInteger("tradepost.streams", 200);
        List<Runnable> cancellations = new ArrayList<>();
        List<EventStream> streams = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < wanted / STREAMS_OF_ONE; i++) {
            Customer one = Shop.customer();
            String order = one.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .expect(201)
                    .text("id");
            readers.add(new Reader("/api/v1/orders/" + order, Shop.logIn(one.email(), Shop.PASSWORD)));
            cancellations.add(() ->
                    one.api().post("/api/v1/orders/" + order + "/cancel", null).expect(200));
        }
        ServerMemory memory = ServerMemory.of("gateway", "orders");
        long before = memory.heapAfterCollection();
        long residentBefore = memory.resident();
        try {
            for (Reader reader : readers) {
                for (int i = 0; i < STREAMS_OF_ONE; i++) {
                    // One address may have five hundred.
                    String from = "127.0.0." + (1 + streams.size() / 400);
                    EventStream stream = EventStream.open(from, reader.path() + "/events", reader.token(), null);
                    streams.add(stream);
                    is(stream.next(), "1", "order-placed", "PENDING");
                    is(stream.next(), "2", "order-confirmed", "CONFIRMED");
                }
            }
            long heap = memory.heapAfterCollection() - before;
            System.out.printf(
                    "%d idle streams: %d MiB of heap after collection, %d MiB resident, in all servers on their way%n",
                    streams.size(), heap >> 20, (memory.resident() - residentBefore) >> 20);
            assertThat(heap).isLessThan(streams.size() * HEAP_OF_EACH + NOISE);
            assertThat(customer.api().get("/api/v1/orders").status()).isEqualTo(200);
            cancellations.forEach(Runnable::run);
            for (EventStream stream : streams) {
                is(stream.next(), "3", "order-cancelling", "CANCELLING");
                is(stream.next(), "4", "order-cancelled", "CANCELLED");
            }
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    private record Reader(String path, String token) {}

    private static void is(Event event, String id, String type, String status) {
        assertThat(event).isNotNull();
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.data().path("type").asText()).isEqualTo(type);
        assertThat(event.data().path("status").asText()).isEqualTo(status);
        assertThat(event.data().at("/data/version").asText()).isEqualTo(id);
    }

    private String confirmed() {
        return customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
    }

    private String pending(String paymentToken) {
        return customer.api()
                .withNewKey()
                .withHeader("Prefer", "wait=0")
                .post("/api/v1/orders", Shop.order(paymentToken, sku, 1))
                .expect(202)
                .text("id");
    }
}
