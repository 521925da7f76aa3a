package org.tradepost.payments.provider.entity;

import java.util.UUID;
import org.tradepost.shared.money.Money;

/**
 * What a provider is asked to give back.
 *
 * @param key the provider gives back once per key
 * @param chargeKey the key under which the money was charged
 */
public record ChargeReturn(String key, String chargeKey, Money amount) {

    public static ChargeReturn of(UUID orderId, String refundId, Money amount) {
        return new ChargeReturn("refund-" + orderId + "-" + refundId, Charge.keyOf(orderId), amount);
    }
}
