package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metrics that dashboards and alerts rely on are there under their names, and no caller can make series of them. */
@Tag("local")
class MetricsIT {

    private static final List<String> OF_EVERY_SERVER = List.of(
            "http_requests_total",
            "http_request_duration_seconds_bucket",
            "http_request_duration_seconds_sum",
            "http_request_duration_seconds_count",
            "requests_in_flight");
    private static final List<String> OF_EVERY_DATABASE = List.of("db_connections", "outbox_lag");
    private static final Map<String, List<String>> OF_ONE = Map.of(
            "users", List.of("users_created_total", "active_users", "parked_events", "event_consumer_lag"),
            "orders",
                    List.of(
                            "orders_total",
                            "saga_age_seconds",
                            "sagas_overdue",
                            "orders_needing_attention",
                            "circuit_breaker_state"),
            "gateway",
                    List.of("gateway_requests_limited_total", "gateway_requests_shed_total", "circuit_breaker_state"));

    private static Shop.Customer customer;

    @BeforeAll
    static void trade() {
        customer = Shop.customer();
        String sku = Shop.product(100, 5);
        String order = customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                .expect(201)
                .text("id");
        customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_declined", sku, 1))
                .expect(402);
        customer.api().get("/api/v1/orders/" + order).expect(200);
        Api.anonymous().get("/nothing/" + order).expect(404);
    }

    @Test
    void everyNameIsThere() {
        for (String service : Inside.SERVICES) {
            Set<String> names = Guarding.metrics(service)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceAll("[{ ].*", ""))
                    .collect(Collectors.toSet());
            assertThat(names)
                    .as(service)
                    .containsAll(OF_EVERY_SERVER)
                    .containsAll(OF_ONE.getOrDefault(service, List.of()));
            if (!service.equals("gateway")) {
                assertThat(names).as(service).containsAll(OF_EVERY_DATABASE);
            }
        }
    }

    @Test
    void operationsOrdersAndConnectionsAreCounted() {
        assertThat(Guarding.metric(
                        "orders", "business_operations_total", "operation=\"order.place\"", "result=\"success\""))
                .isPositive();
        assertThat(Guarding.metric(
                        "orders", "business_operations_total", "operation=\"order.place\"", "result=\"refused\""))
                .isPositive();
        assertThat(Guarding.metric(
                        "payments", "business_operations_total", "operation=\"payment.capture\"", "result=\"success\""))
                .isPositive();
        for (String status : List.of("PENDING", "CONFIRMED", "REJECTED")) {
            assertThat(Guarding.metric("orders", "orders_total", "status=\"" + status + "\""))
                    .as(status)
                    .isPositive();
        }
        assertThat(Guarding.metric("users", "users_created_total")).isPositive();
        assertThat(Guarding.metric("users", "active_users")).isPositive();
        assertThat(Guarding.metric("orders", "db_connections", "pool=\"orders\"", "state=\"idle\"")
                        + Guarding.metric("orders", "db_connections", "pool=\"orders\"", "state=\"active\""))
                .isPositive();
        assertThat(Guarding.metric("payments", "db_connections", "pool=\"bank\"", "state=\"max\""))
                .isPositive();
    }

    @Test
    void aRouteIsDeclaredAndHoldsNobodysId() {
        Pattern route = Pattern.compile("[{,]route=\"([^\"]*)\"");
        for (String service : Inside.SERVICES) {
            Set<String> routes = route.matcher(Guarding.metrics(service))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            assertThat(routes).as(service).isNotEmpty().allSatisfy(value -> assertThat(value)
                    .doesNotContainPattern("[0-9a-f]{8}-|/[A-Z0-9]+-"));
        }
        assertThat(Guarding.metric("orders", "http_requests_total", "route=\"/api/v1/orders/{id}\"", "status=\"200\""))
                .isPositive();
        assertThat(Guarding.metric("gateway", "http_requests_total", "route=\"unmatched\"", "status=\"404\""))
                .isPositive();
    }
}
