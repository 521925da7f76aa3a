package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.orders.checkout.control.Lease;
import org.tradepost.orders.checkout.control.NewOrder;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.OrderStore;
import org.tradepost.orders.checkout.control.Refund;
import org.tradepost.orders.checkout.control.RefundLine;
import org.tradepost.orders.checkout.control.RefundStore;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.SalesQuery.Grouping;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.testkit.TestPostgres;

/** The report understands what checkout writes. */
class SalesOfCheckoutIT {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<OrderLine> LINES = List.of(
            OrderLine.of(1, "85123A", "Heart", 6, 255),
            OrderLine.of(2, "POST", "Postage", 1, 1800),
            OrderLine.of(3, "85123A", "Heart", 2, 295));

    private final Jdbi jdbi = TestPostgres.start().database("orders").jdbi();
    private final OrderStore orders = new OrderStore(jdbi, OrderRows.deliveries(), change -> {});
    private final SalesReports reports = new SalesReports(jdbi);

    @Test
    void anOrderCountsOnceForAProductOnSeveralOfItsLines() {
        confirmed();

        assertThat(report(Grouping.PRODUCT).rows())
                .containsExactly(
                        new SalesReport.Row("85123A", new SalesFigures("GBP", 1, 8, 2120, 0)),
                        new SalesReport.Row("POST", new SalesFigures("GBP", 1, 1, 1800, 0)));
    }

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void aSettledRefundByAmountIsInEveryGroupingToThePenny(Grouping by) {
        Order order = confirmed();
        UUID id = UUID.randomUUID();
        RefundStore refunds = new RefundStore(jdbi);
        refunds.insert(new Refund(
                id,
                order.id(),
                SagaKind.REFUND,
                false,
                "GBP",
                1000,
                false,
                null,
                order.userId(),
                NOW,
                null,
                List.of(new RefundLine(1, 0, 390), new RefundLine(2, 0, 459), new RefundLine(3, 0, 151))));
        assertThat(report(by).totals()).containsExactly(new SalesFigures("GBP", 1, 9, 3920, 0));

        refunds.settle(id, NOW);
        orders.append(order.refunded(id, 1000, NOW));

        SalesReport report = report(by);
        assertThat(report.totals()).containsExactly(new SalesFigures("GBP", 1, 9, 3920, 1000));
        assertThat(report.rows().stream()
                        .mapToLong(row -> row.figures().refundedMinor())
                        .sum())
                .isEqualTo(1000);
    }

    private SalesReport report(Grouping by) {
        return reports.sales(new SalesQuery(by, null, null, null, null));
    }

    private Order confirmed() {
        Order placed = OrderRows.pending(UUID.randomUUID(), "GBP", "EIRE", null, null, LINES, NOW);
        SagaInstance saga = SagaInstance.checkout(placed.id(), "sandbox", "tok_ok");
        RequestKey key = new RequestKey(placed.userId().toString(), "key", "POST /api/v1/orders", new byte[] {1});
        Lease lease = new Lease("test", Duration.ofMinutes(1), Duration.ZERO, System::nanoTime);
        assertThat(orders.insert(new NewOrder(placed, LINES, Delivery.NONE, saga, key), lease))
                .isTrue();
        Order.Change confirmed = placed.confirm(UUID.randomUUID(), NOW);
        orders.append(confirmed);
        return confirmed.order();
    }
}
