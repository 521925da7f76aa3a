package org.tradepost.payments.ledger.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.CUSTOMER_SALES;
import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.PROVIDER_RECEIVABLE;
import static org.tradepost.payments.ledger.entity.LedgerEntry.Account.REFUNDS;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.ledger.entity.LedgerTransaction.Kind;
import org.tradepost.shared.money.Money;

class LedgerTransactionTest {
    private static final UUID ID = new UUID(1, 1);
    private static final UUID PAYMENT = new UUID(1, 2);

    @Test
    void aCaptureDebitsTheProviderAndCreditsSales() {
        assertThat(LedgerTransaction.capture(ID, PAYMENT, new Money(700, "GBP")).entries())
                .containsExactly(
                        new LedgerEntry(PROVIDER_RECEIVABLE, "GBP", 700), new LedgerEntry(CUSTOMER_SALES, "GBP", -700));
    }

    @Test
    void aRefundDebitsRefundsAndCreditsTheProvider() {
        assertThat(LedgerTransaction.refund(ID, PAYMENT, "r1", new Money(200, "GBP"))
                        .entries())
                .containsExactly(
                        new LedgerEntry(REFUNDS, "GBP", 200), new LedgerEntry(PROVIDER_RECEIVABLE, "GBP", -200));
    }

    @Test
    void everyCurrencyHasToBalanceByItself() {
        refuses(new LedgerEntry(REFUNDS, "GBP", 5), new LedgerEntry(CUSTOMER_SALES, "EUR", -5));
        refuses(new LedgerEntry(REFUNDS, "GBP", 5), new LedgerEntry(CUSTOMER_SALES, "GBP", -4));
    }

    @Test
    void oneEntryIsNoTransaction() {
        refuses(new LedgerEntry(REFUNDS, "GBP", 0));
    }

    private static void refuses(LedgerEntry... entries) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerTransaction(ID, Kind.CAPTURE, PAYMENT, null, List.of(entries)));
    }
}
