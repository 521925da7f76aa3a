package org.tradepost.orders.checkout.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Money as a request has it, before it is known to be valid. */
public record RequestedMoney(@NotNull @PositiveOrZero Long amount, @NotNull String currency) {

    /**
     * @throws ProblemException 422 for an unknown currency
     */
    Money toMoney(String field) {
        if (!Money.isCurrency(currency)) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "The currency is unknown")
                    .field(field + ".currency", "must be an ISO 4217 code");
        }
        return new Money(amount, currency);
    }
}
