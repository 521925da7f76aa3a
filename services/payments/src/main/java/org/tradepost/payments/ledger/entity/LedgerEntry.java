package org.tradepost.payments.ledger.entity;

import java.util.Objects;

/**
 * One line of a ledger transaction.
 *
 * @param amountMinor debit positive, credit negative
 */
public record LedgerEntry(Account account, String currency, long amountMinor) {
    public LedgerEntry {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(currency, "currency");
    }

    /** The chart of accounts. */
    public enum Account {
        /** What the provider owes us: captured and not yet given back. */
        PROVIDER_RECEIVABLE("provider_receivable"),
        CUSTOMER_SALES("customer_sales"),
        REFUNDS("refunds");

        private final String code;

        Account(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
