package org.tradepost.orders.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.OrderFacts;
import org.tradepost.orders.checkout.control.StockLine;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.EventSchemas;
import org.tradepost.shared.testkit.TestPostgres;

/** Every event, as it stands in the outbox, is what its published schema says. */
class EventContractIT {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final List<OrderLine> LINES = List.of(OrderLine.of(1, "85123A ", "Hanging heart", 6, 255));
    private static final List<StockLine> GOODS = StockLine.of(LINES);

    private static final EventSchemas SCHEMAS = EventSchemas.own();

    private static Jdbi jdbi;
    private static OrderFacts facts;

    private final Order placed = OrderRows.pending(UUID.randomUUID(), "GBP", "EIRE", "import", "536365", LINES, NOW);
    private final Order confirmed = placed.confirm(UUID.randomUUID(), NOW).order();

    @BeforeAll
    static void open() {
        jdbi = TestPostgres.start().database("orders").jdbi();
        facts = new OrderFacts(new OutboxWriter(jdbi, "orders"));
    }

    @Test
    void anOrderThatGoesWell() {
        assertAsPublished(placed, placed.placedEvent(), GOODS);
        assertAsPublished(placed.confirm(UUID.randomUUID(), NOW), GOODS);
    }

    @Test
    void anOrderWithoutChannel() {
        Order plain = OrderRows.pending(UUID.randomUUID(), "EUR", "France", null, null, LINES, NOW);

        assertAsPublished(plain, plain.placedEvent(), GOODS);
    }

    @Test
    void anOrderThatIsRefused() {
        assertAsPublished(placed.reject("OUT_OF_STOCK", NOW), GOODS);
    }

    @Test
    void refundsOfGoodsAndOfMoneyAlone() {
        Change part = confirmed.refunded(UUID.randomUUID(), 255, NOW);

        assertAsPublished(part, List.of(new StockLine("85123A ", 1)));
        assertAsPublished(part.order().refunded(UUID.randomUUID(), 1275, NOW), List.of());
    }

    @Test
    void aCancellation() {
        Change cancelling = confirmed.startCancelling(null, NOW);

        assertAsPublished(cancelling, null);
        assertAsPublished(cancelling.order().cancelled(UUID.randomUUID(), 1530, NOW), GOODS);
    }

    @Test
    void anOrderThatNeedsAttentionAndGoesOn() {
        Change stuck = placed.needsAttention("PAY_UNSETTLED", NOW);

        assertAsPublished(stuck, null);
        assertAsPublished(stuck.order().resume(OrderStatus.PENDING, NOW), null);
    }

    @Test
    void aFieldThatIsNotPublishedIsNoticed() {
        ObjectNode payload = told(placed, placed.placedEvent(), GOODS).deepCopy();
        ((ObjectNode) payload.get("data")).put("customerName", "Ada Example");

        assertThatThrownBy(() -> SCHEMAS.assertKept(payload.toString())).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyKindOfEventHasASchemaAndNothingElseHas() {
        assertThat(SCHEMAS.types())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OrderEventType.values())
                        .map(type -> "tradepost.orders." + type.wireName() + ".v1")
                        .toList());
    }

    @AfterAll
    static void everySchemaWasTried() {
        SCHEMAS.assertAllTried();
    }

    private static void assertAsPublished(Change change, List<StockLine> lines) {
        assertAsPublished(change.order(), change.event(), lines);
    }

    private static void assertAsPublished(Order order, OrderEvent event, List<StockLine> lines) {
        JsonNode payload = told(order, event, lines);

        assertThat(payload.get("sequence").asLong()).isEqualTo(order.version());
        SCHEMAS.assertKept(payload.toString());
    }

    private static JsonNode told(Order order, OrderEvent event, List<StockLine> lines) {
        facts.tell(order, event, lines);
        String payload = jdbi.withHandle(h -> h.createQuery("select payload from outbox order by id desc limit 1")
                .mapTo(String.class)
                .one());
        try {
            return Json.mapper().readTree(payload);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
