package org.tradepost.shared.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An amount of money.
 *
 * @param amount in minor units (pence, cents); may be negative only in arithmetic, requests restrict it where they use it
 * @param currency ISO 4217 code
 */
public record Money(long amount, String currency) {

    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException when the currency is not an ISO 4217 code
     */
    @JsonCreator
    public Money(
            @JsonProperty(value = "amount", required = true) long amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        Objects.requireNonNull(currency, "currency");
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException("currency must be an ISO 4217 code");
        }
        this.amount = amount;
        this.currency = currency;
    }

    /** Whether the text is an ISO 4217 code that the JDK knows. */
    public static boolean isCurrency(String code) {
        if (code == null || code.length() != 3) {
            return false;
        }
        Boolean known = KNOWN.get(code);
        if (known == null) {
            known = Currency.getAvailableCurrencies().stream()
                    .anyMatch(c -> c.getCurrencyCode().equals(code));
            if (known) {
                KNOWN.put(code, true);
            }
        }
        return known;
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * @throws ArithmeticException on overflow
     * @throws IllegalArgumentException on different currencies
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    /**
     * @throws ArithmeticException on overflow
     * @throws IllegalArgumentException on different currencies
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    /**
     * @throws ArithmeticException on overflow
     */
    public Money times(long factor) {
        return new Money(Math.multiplyExact(amount, factor), currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + currency + " and " + other.currency);
        }
        return other;
    }
}
