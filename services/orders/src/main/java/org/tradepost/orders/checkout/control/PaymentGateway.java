package org.tradepost.orders.checkout.control;

import java.util.UUID;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.shared.money.Money;

/** Payments, as the saga needs them. Every operation is idempotent under its key and never throws: silence is an outcome. */
public interface PaymentGateway {

    /** Authorises and captures, under the order. */
    Outcome pay(OrderId order, UUID userId, Money amount, String method, String token);

    /** Asks the provider what became of the payment. */
    Outcome query(OrderId order);

    /** Makes sure no charge will ever be made, unless one already was. */
    Outcome voidPayment(OrderId order);

    /** Gives money back, under the refund. */
    Outcome refund(OrderId order, UUID refundId, Money amount);
}
