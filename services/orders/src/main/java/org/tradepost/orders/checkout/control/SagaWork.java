package org.tradepost.orders.checkout.control;

import java.util.List;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.shared.money.Money;

/**
 * A saga with all it needs to be driven.
 *
 * @param stock the goods it takes or gives back, summed by SKU
 * @param amount the money it takes or gives back
 */
public record SagaWork(SagaInstance saga, Order order, List<StockLine> stock, Money amount) {

    SagaWork at(SagaInstance next) {
        return new SagaWork(next, order, stock, amount);
    }
}
