package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.shared.money.Money;

/** Reads what a saga needs to be taken up again. */
@ApplicationScoped
public class SagaLoader {
    private final OrderQueries queries;
    private final OrderStore orders;
    private final RefundStore refunds;

    @Inject
    public SagaLoader(OrderQueries queries, OrderStore orders, RefundStore refunds) {
        this.queries = queries;
        this.orders = orders;
        this.refunds = refunds;
    }

    /** For the container's proxy only. */
    protected SagaLoader() {
        this(null, null, null);
    }

    public SagaWork load(SagaInstance saga) {
        Order order = queries.head(saga.orderId().value())
                .orElseThrow(() -> new IllegalStateException(saga + " has no order"));
        if (saga.kind() == SagaKind.CHECKOUT) {
            Money total = new Money(order.totalMinor(), order.currency());
            return new SagaWork(saga, order, orders.stockOf(saga.orderId()), total);
        }
        Refund refund = refunds.find(saga.id()).orElseThrow(() -> new IllegalStateException(saga + " has no refund"));
        Money amount = new Money(refund.amountMinor(), refund.currency());
        return new SagaWork(saga, order, refunds.stockOf(saga.id()), amount);
    }
}
