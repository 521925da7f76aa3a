package org.tradepost.payments.provider.entity;

import java.util.UUID;
import org.tradepost.shared.money.Money;

/**
 * What a provider is asked to charge.
 *
 * @param key the provider charges once per key, whatever else is said
 * @param token the provider's own token for the means of payment
 */
public record Charge(String key, UUID orderId, Money amount, String token) {

    /** Derived from the order alone: even a second payment for it could not be charged twice. */
    public static String keyOf(UUID orderId) {
        return "charge-" + orderId;
    }

    public static Charge of(UUID orderId, Money amount, String token) {
        return new Charge(keyOf(orderId), orderId, amount, token);
    }

    /** Leaves the token out: records end up in logs. */
    @Override
    public String toString() {
        return "Charge[key=" + key + ", amount=" + amount + "]";
    }
}
