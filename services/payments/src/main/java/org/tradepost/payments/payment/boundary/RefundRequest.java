package org.tradepost.payments.payment.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** What orders asks for when money is to go back. */
public record RefundRequest(@NotNull @Valid RequestedAmount amount) {

    Money toMoney() {
        Money money = amount.toMoney();
        if (money.amount() == 0) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "Nothing would be refunded")
                    .field("amount.amount", "must be greater than 0");
        }
        return money;
    }
}
