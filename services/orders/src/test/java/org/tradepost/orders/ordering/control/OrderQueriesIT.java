package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.testkit.TestPostgres;

class OrderQueriesIT {

    private static Jdbi jdbi;
    private static OrderRows rows;
    private static OrderQueries queries;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void open() {
        jdbi = TestPostgres.start().database("orders").jdbi();
        rows = new OrderRows(jdbi);
        queries = new OrderQueries(jdbi, OrderRows.deliveries());
    }

    @Test
    void aListIsNewestFirstAndOrdersPlacedMeanwhileNeitherRepeatNorHideAny() {
        List<Order> before = place(25);
        List<Order> seen = new ArrayList<>();
        UUID last = null;
        for (List<Order> page = page(ofUser(), last); !page.isEmpty(); page = page(ofUser(), last)) {
            seen.addAll(page);
            last = page.get(page.size() - 1).id().value();
            place(3);
        }

        List<Order> newestFirst = new ArrayList<>(before);
        Collections.reverse(newestFirst);
        assertThat(ids(seen)).isEqualTo(ids(newestFirst));
    }

    @Test
    void filtersCombine() {
        Order plain = rows.place(user, null, null);
        Order imported = rows.place(user, "import", "536365");
        Order other = rows.place(user, "import", "536366");
        Order somebodyElses = rows.place(UUID.randomUUID(), "import", "536365");

        assertThat(ids(list(ofUser()))).containsExactly(id(other), id(imported), id(plain));
        assertThat(ids(list(new OrderFilter(user, OrderStatus.PENDING, "import", null))))
                .containsExactly(id(other), id(imported));
        assertThat(ids(list(new OrderFilter(user, null, null, "536365")))).containsExactly(id(imported));
        assertThat(ids(list(new OrderFilter(null, null, null, "536365"))))
                .containsExactly(id(somebodyElses), id(imported));
        assertThat(list(new OrderFilter(user, OrderStatus.CONFIRMED, null, null)))
                .isEmpty();
        assertThat(list(new OrderFilter(user, null, "Import", null))).isEmpty();
    }

    @Test
    void anOrderIsReadAsItWasStored() {
        List<OrderLine> lines = List.of(
                OrderLine.of(1, "85123A", "Hanging heart", 6, 255),
                new OrderLine(2, "85123a ", "Another one", 4, 300, 1200, 1, 300));
        Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
        Order stored = OrderRows.pending(user, "GBP", "EIRE", "import", "ref-1", lines, at)
                .confirm(UUID.randomUUID(), at.plusMillis(100))
                .order();
        rows.insert(stored, lines);
        Delivery delivery = new Delivery("Ada Example", "1 High Street", null, "York", "YO1 7HH");
        rows.address(stored.id(), delivery);

        assertThat(queries.find(id(stored))).contains(new OrderDetails(stored, lines, delivery));
        assertThat(queries.head(id(stored))).contains(stored);
    }

    @Test
    void anOrderWhoseAddressWasErasedIsStillThere() {
        Order stored = rows.place(user, null, null);

        assertThat(queries.find(id(stored)).orElseThrow().delivery()).isEqualTo(Delivery.NONE);
        assertThat(queries.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aPersonsOrdersComeWholeAndPageByPage() {
        UUID user = UUID.randomUUID();
        List<UUID> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Order order = rows.place(user, null, null);
            rows.address(order.id(), new Delivery("Ada King", i + " Ockham Park", null, null, null));
            placed.add(0, order.id().value());
        }
        rows.place(UUID.randomUUID(), null, null);

        List<OrderDetails> first = queries.ofPerson(user, null, 3);
        List<OrderDetails> second = queries.ofPerson(user, placed.get(2), 3);

        assertThat(Stream.concat(first.stream(), second.stream())
                        .map(details -> details.order().id().value()))
                .isEqualTo(placed);
        assertThat(first).allSatisfy(details -> assertThat(details)
                .isEqualTo(queries.find(details.order().id().value()).orElseThrow()));
        assertThat(second.get(1).delivery().line1()).isEqualTo("0 Ockham Park");
    }

    @Test
    void historyIsInTheOrderOfVersionsAndContinuesBehindOne() {
        Order placed = rows.place(user, null, null);
        Change confirmed = placed.confirm(UUID.randomUUID(), Instant.now());
        Change refunded = confirmed.order().refunded(UUID.randomUUID(), 100, Instant.now());
        rows.insert(refunded.event());
        rows.insert(confirmed.event());

        assertThat(queries.history(id(placed), 0, 10))
                .extracting(OrderEvent::type)
                .containsExactly(
                        OrderEventType.ORDER_PLACED, OrderEventType.ORDER_CONFIRMED, OrderEventType.ORDER_REFUNDED);
        assertThat(queries.history(id(placed), 1, 1))
                .extracting(OrderEvent::version)
                .containsExactly(2L);
        assertThat(queries.history(id(placed), 3, 10)).isEmpty();
    }

    private List<Order> place(int orders) {
        List<Order> placed = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            placed.add(rows.place(user, null, null));
        }
        return placed;
    }

    private OrderFilter ofUser() {
        return new OrderFilter(user, null, null, null);
    }

    private static List<Order> page(OrderFilter filter, UUID before) {
        return queries.list(filter, before, 7);
    }

    private static List<Order> list(OrderFilter filter) {
        return queries.list(filter, null, 100);
    }

    private static UUID id(Order order) {
        return order.id().value();
    }

    private static List<UUID> ids(List<Order> orders) {
        return orders.stream().map(OrderQueriesIT::id).toList();
    }
}
