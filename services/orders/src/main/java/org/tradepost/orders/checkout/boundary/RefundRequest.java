package org.tradepost.orders.checkout.boundary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.tradepost.orders.checkout.control.RefundCommand;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The body of POST /orders/{id}/refunds: exactly one of {@code lines} and {@code amount}. */
public record RefundRequest(
        @Size(min = 1, max = PlaceOrderRequest.MAX_LINES) List<@NotNull @Valid Line> lines,
        @Valid RequestedMoney amount,
        Boolean restock,
        @Size(max = 200) String reason) {

    /** Some pieces of one line. */
    public record Line(@NotNull @Min(1) Long lineNo, @NotNull @Min(1) @Max(1_000_000) Long quantity) {}

    RefundCommand toCommand() {
        boolean toStock = Boolean.TRUE.equals(restock);
        if ((lines == null) == (amount == null)) {
            throw invalid("lines", "exactly one of lines and amount is needed");
        }
        if (amount == null) {
            List<RefundCommand.Piece> pieces = lines.stream()
                    .map(line -> new RefundCommand.Piece(line.lineNo(), line.quantity()))
                    .toList();
            return new RefundCommand(pieces, null, toStock, reason);
        }
        Money money = amount.toMoney("amount");
        if (money.amount() == 0) {
            throw invalid("amount.amount", "must be greater than 0");
        }
        if (toStock) {
            throw invalid("restock", "needs lines: an amount says nothing about pieces");
        }
        return new RefundCommand(null, money, false, reason);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, message).field(field, message);
    }
}
