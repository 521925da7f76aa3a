package org.tradepost.orders.checkout.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.control.RefundShare.Left;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Decides what a refund takes from each line: never more pieces than were sold, never more money than was captured. A piece is
 * worth its unit price; where an earlier refund by amount took part of its line's money, the rest comes from the other lines.
 */
final class RefundPolicy {

    private RefundPolicy() {}

    /**
     * @param lines the order's lines
     * @param taken what earlier refunds take from each line, settled or not
     * @throws ProblemException 409 when more is asked for than is left, 422 when it makes no sense for the order
     */
    static List<RefundLine> decide(
            RefundCommand command, String currency, List<OrderLine> lines, Map<Integer, RefundLine> taken) {
        List<Left> left = Left.of(lines, taken);
        if (command.amount() != null) {
            requireCurrency(command.amount(), currency);
            requireCaptured(command.amount().amount(), left);
            return RefundShare.spread(left, command.amount().amount());
        }
        return byPieces(command, lines, left);
    }

    /** Everything that is left, of every line. */
    static List<RefundLine> remainder(List<OrderLine> lines, Map<Integer, RefundLine> taken) {
        return Left.of(lines, taken).stream()
                .filter(line -> line.quantity() > 0 || line.amountMinor() > 0)
                .map(line -> new RefundLine(line.lineNo(), line.quantity(), line.amountMinor()))
                .toList();
    }

    private static List<RefundLine> byPieces(RefundCommand command, List<OrderLine> lines, List<Left> left) {
        Map<Integer, OrderLine> byNumber =
                lines.stream().collect(Collectors.toMap(OrderLine::lineNo, Function.identity()));
        Map<Integer, Left> leftByNumber = left.stream().collect(Collectors.toMap(Left::lineNo, Function.identity()));
        Map<Integer, RefundLine> decided = new TreeMap<>();
        long overflow = 0;
        long sum = 0;
        for (RefundCommand.Piece piece : command.lines()) {
            int number = (int) Math.min(piece.lineNo(), Integer.MAX_VALUE);
            OrderLine line = byNumber.get(number);
            if (line == null || decided.containsKey(number)) {
                throw new ProblemException(CommonError.VALIDATION_ERROR, "The lines to refund are not the order's")
                        .field("lines", "must name each line of the order at most once: " + piece.lineNo());
            }
            Left remaining = leftByNumber.get(number);
            if (piece.quantity() > remaining.quantity()) {
                throw new ProblemException(
                        OrdersError.REFUND_EXCEEDS_SOLD,
                        "Line " + number + " has " + remaining.quantity() + " left to refund");
            }
            long worth = Math.multiplyExact(piece.quantity(), line.unitPriceMinor());
            long own = Math.min(worth, remaining.amountMinor());
            sum = Math.addExact(sum, worth);
            overflow += worth - own;
            decided.put(number, new RefundLine(number, piece.quantity(), own));
        }
        requireCaptured(sum, left);
        return overflow == 0 ? List.copyOf(decided.values()) : withOverflow(decided, left, overflow);
    }

    private static List<RefundLine> withOverflow(Map<Integer, RefundLine> decided, List<Left> left, long overflow) {
        List<Left> others = left.stream()
                .map(line -> new Left(line.lineNo(), 0, line.amountMinor() - amount(decided.get(line.lineNo()))))
                .toList();
        Map<Integer, RefundLine> all = new TreeMap<>(decided);
        for (RefundLine extra : RefundShare.spread(others, overflow)) {
            all.merge(
                    extra.lineNo(),
                    extra,
                    (a, b) -> new RefundLine(
                            a.lineNo(), a.quantity() + b.quantity(), Math.addExact(a.amountMinor(), b.amountMinor())));
        }
        return new ArrayList<>(all.values());
    }

    private static long amount(RefundLine line) {
        return line == null ? 0 : line.amountMinor();
    }

    private static void requireCaptured(long amount, List<Left> left) {
        long sum = left.stream().mapToLong(Left::amountMinor).sum();
        if (amount > sum) {
            throw new ProblemException(
                    OrdersError.REFUND_EXCEEDS_CAPTURED, sum + " is left of the captured amount, asked for " + amount);
        }
    }

    private static void requireCurrency(Money amount, String currency) {
        if (!amount.currency().equals(currency)) {
            throw new ProblemException(OrdersError.MIXED_CURRENCIES, "The order was paid in " + currency)
                    .field("amount.currency", "must be " + currency);
        }
    }
}
