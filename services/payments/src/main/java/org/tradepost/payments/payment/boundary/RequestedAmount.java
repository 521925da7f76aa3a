package org.tradepost.payments.payment.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Money as a request has it, before it is known to be valid. */
public record RequestedAmount(@NotNull @PositiveOrZero Long amount, @NotNull String currency) {

    Money toMoney() {
        if (!Money.isCurrency(currency)) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "The currency is unknown")
                    .field("amount.currency", "must be an ISO 4217 code");
        }
        return new Money(amount, currency);
    }
}
