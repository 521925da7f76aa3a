package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.entity.SagaStep;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

class RefundsIT {
    private static final UUID ADMIN = UUID.randomUUID();

    private final CheckoutFixture checkout = new CheckoutFixture();
    private final RefundOrder refunds = UseCases.refund(checkout);

    private static RefundCommand amount(long minor) {
        return new RefundCommand(null, new Money(minor, "GBP"), false, null);
    }

    private static RefundCommand pieces(long line, long quantity) {
        return new RefundCommand(List.of(new RefundCommand.Piece(line, quantity)), null, true, "broken");
    }

    private UUID refund(Order order, RefundCommand command) {
        return refunds.refund(order.id().value(), command, ADMIN, found -> {}, Optional.empty(), Duration.ZERO)
                .refundId();
    }

    private static ErrorCode refusal(Runnable request) {
        try {
            request.run();
        } catch (ProblemException e) {
            return e.code();
        }
        throw new AssertionError("was not refused");
    }

    @Test
    void whatRacingRefundsGiveBackNeverExceedsWhatWasCaptured() throws Exception {
        Order order = checkout.confirmed();
        int racers = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            for (int i = 0; i < racers; i++) {
                results.add(threads.submit(() -> {
                    go.await();
                    try {
                        refund(order, amount(300));
                        return true;
                    } catch (ProblemException e) {
                        assertThat(e.code()).isEqualTo(OrdersError.REFUND_EXCEEDS_CAPTURED);
                        return false;
                    }
                }));
            }
            go.countDown();
        }
        int succeeded = 0;
        for (Future<Boolean> result : results) {
            succeeded += result.get() ? 1 : 0;
        }
        checkout.sweepUntilQuiet("later");
        assertThat(succeeded).isEqualTo(3);
        assertThat(checkout.order(order.id()).refundedMinor()).isEqualTo(900);
        assertThat(checkout.participants.refunds.values()).containsExactly(300L, 300L, 300L);
        assertThat(checkout.rebuilt(order.id()).refundedMinor()).isEqualTo(900);
        assertThat(checkout.order(order.id()).status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
    }

    @Test
    void aFullRefundAfterAPartialOneIsExactToThePenny() {
        Order order = checkout.confirmed();
        refund(order, amount(333));
        refund(order, amount(667));
        Order after = checkout.order(order.id());
        assertThat(after.status()).isEqualTo(OrderStatus.REFUNDED);
        List<OrderLine> lines =
                checkout.queries.find(order.id().value()).orElseThrow().lines();
        assertThat(lines).allSatisfy(line -> assertThat(line.refundedMinor()).isEqualTo(line.lineTotalMinor()));
        assertThat(refusal(() -> refund(order, amount(1)))).isEqualTo(OrdersError.ORDER_NOT_REFUNDABLE);
    }

    @Test
    void piecesAreWorthTheirOwnPriceAndGoBackIntoStockOnce() {
        Order order = checkout.confirmed();
        UUID refund = refund(order, pieces(2, 1));
        assertThat(checkout.participants.refunds).containsEntry(refund, 300L);
        assertThat(checkout.participants.restocks).containsEntry(refund, List.of(new StockLine("MUG", 1)));
        assertThat(refusal(() -> refund(order, pieces(2, 1)))).isEqualTo(OrdersError.REFUND_EXCEEDS_SOLD);
        assertThat(checkout.queries
                        .find(order.id().value())
                        .orElseThrow()
                        .lines()
                        .get(1)
                        .refundedQuantity())
                .isEqualTo(1);
        refund(order, amount(600));
        assertThat(refusal(() -> refund(order, pieces(1, 1)))).isEqualTo(OrdersError.REFUND_EXCEEDS_CAPTURED);
    }

    @Test
    void aRepeatedRequestIsTheSameRefund() {
        Order order = checkout.confirmed();
        Optional<RequestKey> key = Optional.of(new RequestKey(ADMIN.toString(), "k", "refund", new byte[] {7}));
        UUID first = refunds.refund(order.id().value(), amount(100), ADMIN, found -> {}, key, Duration.ZERO)
                .refundId();
        UUID second = refunds.refund(order.id().value(), amount(100), ADMIN, found -> {}, key, Duration.ZERO)
                .refundId();
        assertThat(second).isEqualTo(first);
        assertThat(checkout.order(order.id()).refundedMinor()).isEqualTo(100);
    }

    @Test
    void cancellingGivesBackTheRemainderAndTheGoodsNotYetReturned() {
        Order order = checkout.confirmed();
        UUID earlier = refund(order, pieces(1, 1));
        CancelOrder cancel = UseCases.cancel(checkout);
        cancel.cancel(order.id().value(), ADMIN, found -> {}, Optional.empty(), Duration.ZERO);
        Order after = checkout.order(order.id());
        assertThat(after.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(after.refundedMinor()).isEqualTo(1000);
        assertThat(checkout.participants.refunds)
                .hasSize(2)
                .containsEntry(earlier, 250L)
                .containsValue(750L);
        assertThat(checkout.participants.restocks)
                .containsValue(List.of(new StockLine("MUG", 2), new StockLine("POST ", 1)));
        assertThat(checkout.rebuilt(order.id()).refundedMinor()).isEqualTo(1000);
        assertThatThrownBy(() -> cancel.cancel(order.id().value(), ADMIN, found -> {}, Optional.empty(), Duration.ZERO))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aPendingOrderCanBeNeitherCancelledNorRefunded() {
        NewOrder pending = checkout.stored("a");
        UUID id = pending.order().id().value();
        CancelOrder cancel = UseCases.cancel(checkout);
        assertThat(refusal(() -> cancel.cancel(id, ADMIN, found -> {}, Optional.empty(), Duration.ZERO)))
                .isEqualTo(OrdersError.ORDER_NOT_CANCELLABLE);
        assertThat(refusal(() -> refund(pending.order(), amount(1)))).isEqualTo(OrdersError.ORDER_NOT_REFUNDABLE);
        assertThat(checkout.count("refund")).isZero();
    }

    @Test
    void aRefundSurvivesACrashBetweenMoneyAndGoods() {
        for (CrashPoint point : CrashPoint.of(SagaStep.GivingBack.values()).toList()) {
            Order order = checkout.confirmed();
            checkout.crashing.crashAt = point;
            assertThatThrownBy(() -> refund(order, pieces(1, 1))).isInstanceOf(CrashingSaga.Crash.class);
            checkout.sweepUntilQuiet("later");
            assertThat(checkout.order(order.id()).refundedMinor())
                    .as("%s", point)
                    .isEqualTo(250);
        }
        assertThat(checkout.participants.refunds).hasSize(6);
        assertThat(checkout.participants.restocks).hasSize(6);
    }
}
