package org.tradepost.orders.checkout.control;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tradepost.orders.ordering.entity.OrderLine;

/**
 * Spreads an amount over the lines of an order, in proportion to what is left of each line's total: rounded down, and the
 * pennies that remain go one each to the largest remainders, lower line numbers first. No line gives back more than is left.
 */
final class RefundShare {

    private RefundShare() {}

    /**
     * @param left what is left of each line
     * @param amount at most the sum of what is left
     */
    static List<RefundLine> spread(List<Left> left, long amount) {
        long sum = left.stream().mapToLong(Left::amountMinor).reduce(0, Math::addExact);
        if (amount > sum) {
            throw new IllegalArgumentException("cannot spread " + amount + " over " + sum);
        }
        if (amount == 0) {
            return List.of();
        }
        record Share(int lineNo, long floor, long remainder) {}
        List<Share> shares = new ArrayList<>();
        long spread = 0;
        for (Left line : left) {
            // 128 bit: the product of two amounts may exceed a long.
            BigInteger[] parts = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(line.amountMinor()))
                    .divideAndRemainder(BigInteger.valueOf(sum));
            shares.add(new Share(line.lineNo(), parts[0].longValueExact(), parts[1].longValueExact()));
            spread += parts[0].longValueExact();
        }
        long pennies = amount - spread;
        List<RefundLine> lines = new ArrayList<>();
        shares.sort(Comparator.comparingLong(Share::remainder).reversed().thenComparingInt(Share::lineNo));
        for (Share share : shares) {
            long extra = pennies > 0 ? 1 : 0;
            pennies -= extra;
            if (share.floor() + extra > 0) {
                lines.add(new RefundLine(share.lineNo(), 0, share.floor() + extra));
            }
        }
        lines.sort(Comparator.comparingInt(RefundLine::lineNo));
        return lines;
    }

    /** What may still be given back of one line. */
    record Left(int lineNo, long quantity, long amountMinor) {

        static List<Left> of(List<OrderLine> lines, Map<Integer, RefundLine> taken) {
            return lines.stream()
                    .map(line -> {
                        RefundLine before = taken.getOrDefault(line.lineNo(), new RefundLine(line.lineNo(), 0, 0));
                        return new Left(
                                line.lineNo(),
                                line.quantity() - before.quantity(),
                                line.lineTotalMinor() - before.amountMinor());
                    })
                    .toList();
        }
    }
}
