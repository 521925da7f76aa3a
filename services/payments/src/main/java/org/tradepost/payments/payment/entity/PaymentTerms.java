package org.tradepost.payments.payment.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.UUID;
import org.tradepost.shared.money.Money;

/**
 * Who is to pay how much by what means; fixed for the life of a payment.
 *
 * @param token the provider's own token for the means of payment; card data never comes here
 */
public record PaymentTerms(UUID userId, Money amount, String method, String token) {
    public PaymentTerms {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(token, "token");
    }

    /** Tells a repeated request from another one under the same key. */
    public byte[] hash() {
        String canonical =
                String.join("\n", userId.toString(), Long.toString(amount.amount()), amount.currency(), method, token);
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Names neither the payer nor the token: records end up in logs. */
    @Override
    public String toString() {
        return "PaymentTerms[amount=" + amount + ", method=" + method + "]";
    }
}
