package org.tradepost.orders.checkout.control;

import java.util.List;
import org.tradepost.shared.money.Money;

/**
 * A wish to give something back: either {@code lines} or {@code amount}.
 *
 * @param restock whether the pieces go back into stock
 */
public record RefundCommand(List<Piece> lines, Money amount, boolean restock, String reason) {

    /** Some pieces of one line. */
    public record Piece(long lineNo, long quantity) {}
}
