package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.TraceCollector.Span;

/** One trace shows an order from the gateway through every service and its database, and through Kafka to those who hear of it. */
@Tag("local")
class TracesIT {

    private static final String CALLER = "00f067aa0ba902b7";
    private static final String UNSAMPLED = newTrace();
    private static final String REGISTRATION = newTrace();
    private static final String SEARCH = newTrace();
    private static final String ORDER = newTrace();

    private static String email;
    private static List<Span> order;
    private static List<Span> registration;
    private static List<Span> search;

    @BeforeAll
    static void trade() {
        Shop.Customer customer = Shop.customer();
        String sku = Shop.product(100, 5);
        customer.api()
                .withHeader("traceparent", "00-" + UNSAMPLED + "-" + CALLER + "-00")
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201);
        email = Shop.newEmail();
        in(Api.anonymous(), REGISTRATION)
                .post("/api/v1/users", Shop.registration(email))
                .expect(201);
        in(customer.api(), ORDER)
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201);
        in(Shop.admin(), SEARCH).get("/api/v1/admin/users?email=" + email).expect(200);
        search = whole(SEARCH, "GET /api/v1/admin/users", "gateway", "users");
        registration = whole(REGISTRATION, "POST /api/v1/users", "gateway", "users");
        order = whole(ORDER, "process tradepost.orders.order-confirmed.v1", "gateway", "orders", "catalog", "payments");
    }

    private static Api in(Api api, String trace) {
        return api.withHeader("traceparent", "00-" + trace + "-" + CALLER + "-01");
    }

    /** Each service sends its spans some seconds after they end. */
    private static List<Span> whole(String trace, String last, String... services) {
        Eventually.holds(
                "the trace " + trace + " has " + last + ", " + List.of(services) + " and no span without its parent",
                () -> {
                    List<Span> spans = TraceCollector.spans(trace);
                    return spans.stream().anyMatch(span -> span.name().equals(last))
                            && servers(spans).containsAll(List.of(services))
                            && orphans(spans).isEmpty();
                });
        return TraceCollector.spans(trace);
    }

    private static Set<String> servers(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.kind().equals("SERVER"))
                .map(Span::service)
                .collect(Collectors.toSet());
    }

    private static List<Span> orphans(List<Span> spans) {
        Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
        return spans.stream()
                .filter(span -> !ids.contains(span.parent()) && !span.parent().equals(CALLER))
                .toList();
    }

    @Test
    void everyServiceAndItsDatabaseTakePart() {
        assertThat(servers(order)).contains("gateway", "orders", "catalog", "payments");
        for (String service : List.of("orders", "catalog", "payments")) {
            assertThat(order)
                    .as("statements of " + service)
                    .filteredOn(span -> span.attributes().containsKey("db.query.text"))
                    .filteredOn(span -> span.service().equals(service))
                    .isNotEmpty()
                    .allMatch(span -> span.attributes().get("db.namespace").equals(service));
        }
        assertThat(registration)
                .as("statements of users")
                .filteredOn(span -> span.service().equals("users"))
                .anyMatch(span -> span.attributes()
                        .getOrDefault("db.query.text", "")
                        .toLowerCase()
                        .contains("account"));
    }

    @Test
    void eachCallHangsBelowItsCaller() {
        Map<String, Span> byId = order.stream().collect(Collectors.toMap(Span::id, span -> span));
        List<Span> served = order.stream()
                .filter(span -> span.kind().equals("SERVER") && !span.service().equals("gateway"))
                .toList();
        assertThat(served).hasSizeGreaterThanOrEqualTo(3).allSatisfy(span -> {
            Span caller = byId.get(span.parent());
            assertThat(caller).as("the caller of " + span).isNotNull();
            assertThat(caller.kind()).isEqualTo("CLIENT");
            assertThat(caller.service()).isEqualTo(span.service().equals("orders") ? "gateway" : "orders");
        });
        assertThat(order)
                .filteredOn(span -> span.parent().equals(CALLER))
                .singleElement()
                .satisfies(root -> {
                    assertThat(root.service()).isEqualTo("gateway");
                    assertThat(root.name()).isEqualTo("POST /api/v1/orders");
                });
    }

    @Test
    void whoHearsOfItThroughKafkaIsPartOfIt() {
        assertThat(order)
                .filteredOn(span -> span.kind().equals("CONSUMER"))
                .isNotEmpty()
                .allMatch(span -> span.service().equals("users"))
                .allMatch(span -> order.stream()
                        .anyMatch(parent -> parent.id().equals(span.parent())
                                && parent.service().equals("orders")));
    }

    @Test
    void anAttemptToSendAWebhookIsPartOfItOfWhichItsReceiverHearsNothing() {
        try (WebhookReceiver shop = new WebhookReceiver()) {
            String webhook = Shop.admin()
                    .withNewKey()
                    .post(
                            "/api/v1/webhooks",
                            Map.of("url", shop.url(), "eventTypes", List.of("tradepost.users.user-registered.v1")))
                    .expect(201)
                    .text("id");
            String trace = newTrace();
            in(Api.anonymous(), trace)
                    .post("/api/v1/users", Shop.registration(Shop.newEmail()))
                    .expect(201);
            Eventually.holds("an attempt is in the trace", () -> TraceCollector.spans(trace).stream()
                    .anyMatch(span -> span.kind().equals("CLIENT")
                            && span.service().equals("orders")
                            && span.attributes().containsKey("cloudevents.event_id")));

            assertThat(shop.calls()).isNotEmpty().allSatisfy(call -> {
                assertThat(call.headers()).doesNotContainKey("traceparent");
                assertThat(call.body()).doesNotContain(trace);
            });
            Shop.admin()
                    .withHeader("If-Match", "*")
                    .delete("/api/v1/webhooks/" + webhook)
                    .expect(204);
        }
    }

    @Test
    void nobodyIsTracedWhoIsNotSampled() {
        assertThat(TraceCollector.spans(UNSAMPLED)).isEmpty();
    }

    @Test
    void spansHoldNoPersonalData() {
        assertThat(Stream.of(registration, search, order).flatMap(List::stream))
                .allSatisfy(span -> assertThat(span.attributes().values())
                        .noneMatch(value -> value.contains(email) || value.contains(Shop.PASSWORD)));
    }

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
