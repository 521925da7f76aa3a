package org.tradepost.payments.ledger.entity;

import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.CUSTOMER_SALES;
import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.PROVIDER_RECEIVABLE;
import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.REFUNDS;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tradepost.shared.money.Money;

/**
 * A booking: entries that sum to zero in every currency. The database checks it again at commit.
 *
 * @param refundId null for a capture
 */
public record LedgerTransaction(UUID id, Kind kind, UUID paymentId, String refundId, List<LedgerEntry> entries) {

    /** Why it was booked. */
    public enum Kind {
        CAPTURE,
        REFUND
    }

    public LedgerTransaction {
        entries = List.copyOf(entries);
        if (entries.size() < 2) {
            throw new IllegalArgumentException("a ledger transaction needs two entries at least");
        }
        Map<String, Long> totals = entries.stream()
                .collect(Collectors.toMap(LedgerEntry::currency, LedgerEntry::amountMinor, Math::addExact));
        totals.forEach((currency, total) -> {
            if (total != 0) {
                throw new IllegalArgumentException("a ledger transaction is off by " + total + " " + currency);
            }
        });
        if ((kind == Kind.REFUND) != (refundId != null)) {
            throw new IllegalArgumentException("a refund, and nothing else, is booked with its refund id");
        }
    }

    public static LedgerTransaction capture(UUID id, UUID paymentId, Money amount) {
        return new LedgerTransaction(
                id,
                Kind.CAPTURE,
                paymentId,
                null,
                List.of(
                        new LedgerEntry(PROVIDER_RECEIVABLE, amount.currency(), amount.amount()),
                        new LedgerEntry(CUSTOMER_SALES, amount.currency(), -amount.amount())));
    }

    public static LedgerTransaction refund(UUID id, UUID paymentId, String refundId, Money amount) {
        return new LedgerTransaction(
                id,
                Kind.REFUND,
                paymentId,
                refundId,
                List.of(
                        new LedgerEntry(REFUNDS, amount.currency(), amount.amount()),
                        new LedgerEntry(PROVIDER_RECEIVABLE, amount.currency(), -amount.amount())));
    }
}
