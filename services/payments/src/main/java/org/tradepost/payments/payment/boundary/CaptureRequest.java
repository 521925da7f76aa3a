package org.tradepost.payments.payment.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.tradepost.payments.payment.entity.PaymentTerms;

/** What orders asks for when an order is to be paid. */
public record CaptureRequest(
        @NotNull UUID userId,
        @NotNull @Valid RequestedAmount amount,
        @NotNull @Pattern(regexp = "sandbox", message = "must be a known payment method") String method,
        @NotBlank @Size(max = 200) String token) {

    PaymentTerms toTerms() {
        return new PaymentTerms(userId, amount.toMoney(), method, token);
    }
}
