package org.tradepost.orders.ordering.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.ordering.entity.Order.Change;

class OrderHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final List<OrderEvent> history = new ArrayList<>();
    private Order order = new Order(
            new OrderId(UUID.randomUUID()),
            UUID.randomUUID(),
            OrderStatus.PENDING,
            null,
            "GBP",
            1000,
            0,
            1,
            2,
            "EIRE",
            null,
            null,
            null,
            null,
            NOW,
            null,
            NOW,
            1);

    OrderHistoryTest() {
        history.add(order.placedEvent());
    }

    private void apply(Change change) {
        order = change.order();
        history.add(change.event());
    }

    @Test
    void theStateIsRebuiltFromTheEventsInAnyOrder() {
        UUID payment = UUID.randomUUID();
        apply(order.needsAttention("CONFIRM_UNSETTLED", NOW));
        apply(order.resume(OrderStatus.PENDING, NOW));
        apply(order.confirm(payment, NOW.plusSeconds(1)));
        apply(order.refunded(UUID.randomUUID(), 300, NOW.plusSeconds(2)));
        apply(order.startCancelling(null, NOW.plusSeconds(3)));
        apply(order.cancelled(UUID.randomUUID(), 700, NOW.plusSeconds(4)));

        List<OrderEvent> shuffled = new ArrayList<>(history).reversed();
        OrderHistory.State state = OrderHistory.rebuild(shuffled);
        assertThat(state)
                .isEqualTo(new OrderHistory.State(
                        order.status(),
                        order.reason(),
                        order.currency(),
                        order.totalMinor(),
                        order.refundedMinor(),
                        payment,
                        NOW.plusSeconds(1),
                        order.version()));
        assertThat(state.refundedMinor()).isEqualTo(1000);
        assertThat(state.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aGapOrAForbiddenTransitionIsNoHistory() {
        apply(order.reject("OUT_OF_STOCK", NOW));
        OrderEvent last = history.get(1);
        OrderEvent afterTheEnd = new OrderEvent(
                last.orderId(),
                3,
                OrderEventType.ORDER_CONFIRMED,
                OrderStatus.CONFIRMED,
                null,
                "GBP",
                1000,
                0,
                null,
                null,
                NOW);
        assertThatThrownBy(() -> OrderHistory.rebuild(List.of(last))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OrderHistory.rebuild(List.of(history.get(0), last, afterTheEnd)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OrderHistory.rebuild(List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refundingEverythingMakesAnOrderRefunded() {
        apply(order.confirm(UUID.randomUUID(), NOW));
        apply(order.refunded(UUID.randomUUID(), 400, NOW));
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        apply(order.refunded(UUID.randomUUID(), 600, NOW));
        assertThat(order.status()).isEqualTo(OrderStatus.REFUNDED);
        assertThatThrownBy(() -> order.refunded(UUID.randomUUID(), 1, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEndedOrderGoesNowhere() {
        for (OrderStatus end : List.of(OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.REFUNDED)) {
            for (OrderStatus next : OrderStatus.values()) {
                assertThat(end.mayBecome(next)).isFalse();
            }
        }
    }
}
