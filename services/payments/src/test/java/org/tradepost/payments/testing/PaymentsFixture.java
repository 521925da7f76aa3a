package org.tradepost.payments.testing;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.payments.ledger.control.Ledger;
import org.tradepost.payments.payment.control.CapturePayment;
import org.tradepost.payments.payment.control.PaymentStore;
import org.tradepost.payments.payment.control.QueryPayment;
import org.tradepost.payments.payment.control.RefundPayment;
import org.tradepost.payments.payment.control.RefundStore;
import org.tradepost.payments.payment.control.SettlePayment;
import org.tradepost.payments.payment.control.VoidPayment;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.payments.provider.control.ProviderCalls;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.sandbox.control.SandboxBank;
import org.tradepost.payments.sandbox.control.SandboxProvider;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** The whole service without its container, on real databases, with the roles of production. */
public final class PaymentsFixture {
    /** How long tests let the provider be silent: what is silent in them is so for ever. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    public final TestDatabase database = TestPostgres.start().database("payments");
    public final TestDatabase bankDatabase = database.withSchema("bank", "classpath:db/bank");
    public final HeldTimer timer = new HeldTimer();
    public final SandboxBank bank = new SandboxBank(bankDatabase.jdbi());
    public final InterruptedProvider provider = new InterruptedProvider(new SandboxProvider(bank, timer.executor()));
    public final PaymentStore payments;
    public final CapturePayment capture;
    public final QueryPayment query;
    public final VoidPayment voiding;
    public final RefundPayment refund;
    public final SettlePayment settlement;
    public final JdbiTransactions transactions;
    private final Jdbi audit = database.auditJdbi();

    public PaymentsFixture() {
        Jdbi jdbi = database.jdbi();
        transactions = new JdbiTransactions(jdbi);
        payments = new PaymentStore(jdbi);
        ProviderCalls calls = new ProviderCalls(provider, PATIENCE);
        OutboxWriter outbox = new OutboxWriter(jdbi, "payments");
        Ledger ledger = new Ledger(jdbi);
        settlement = new SettlePayment(transactions, payments, ledger, outbox);
        capture = new CapturePayment(transactions, payments, calls, settlement);
        query = new QueryPayment(payments, calls, settlement);
        voiding = new VoidPayment(transactions, payments, calls, settlement, outbox);
        refund = new RefundPayment(transactions, payments, new RefundStore(jdbi), query, calls, ledger, outbox);
    }

    public static PaymentTerms terms(String token) {
        return terms(token, 2598);
    }

    public static PaymentTerms terms(String token, long minor) {
        return new PaymentTerms(
                UUID.fromString("0199a1b2-0000-7000-8000-000000000003"), pounds(minor), "sandbox", token);
    }

    public static Money pounds(long minor) {
        return new Money(minor, "GBP");
    }

    /** An order that was paid with the usual amount. */
    public UUID paidOrder() {
        UUID orderId = Ids.newId();
        capture.capture(orderId, terms("tok_ok"));
        return orderId;
    }

    /** What the bank has charged for an order, key by key. */
    public List<Long> chargesAtBank(UUID orderId) {
        return atBank(
                "SELECT amount_minor FROM bank.audit_charge WHERE order_ref = :order AND status = 'CHARGED'", orderId);
    }

    public List<Long> refundsAtBank(UUID orderId) {
        return atBank(
                "SELECT amount_minor FROM bank.audit_refund WHERE order_ref = :order ORDER BY created_at", orderId);
    }

    /** The state of the order's key at the bank; empty when the bank never heard of it. */
    public List<String> keyAtBank(UUID orderId) {
        return audit.withHandle(handle -> handle.createQuery("SELECT status FROM bank.audit_charge WHERE key = :key")
                .bind("key", Charge.keyOf(orderId))
                .mapTo(String.class)
                .list());
    }

    /** What an account says about an order. */
    public long balance(UUID orderId, String account) {
        return audit.withHandle(handle -> handle.createQuery(
                        """
                        SELECT coalesce(sum(l.amount_minor), 0) FROM audit_ledger l
                          JOIN audit_payment p ON p.id = l.payment_id
                         WHERE p.order_id = :order AND l.account = :account
                        """)
                .bind("order", orderId)
                .bind("account", account)
                .mapTo(Long.class)
                .one());
    }

    public long ledgerEntries(UUID orderId) {
        return audit.withHandle(handle -> handle.createQuery(
                        """
                        SELECT count(*) FROM audit_ledger l JOIN audit_payment p ON p.id = l.payment_id
                         WHERE p.order_id = :order
                        """)
                .bind("order", orderId)
                .mapTo(Long.class)
                .one());
    }

    /** The events told of an order's payment, oldest first, as they go out. */
    public List<String> payloads(UUID orderId) {
        return audit.withHandle(handle -> handle.createQuery(
                        """
                        SELECT o.payload FROM audit_outbox o JOIN audit_payment p ON o.aggregate_id = p.id::text
                         WHERE p.order_id = :order ORDER BY o.id
                        """)
                .bind("order", orderId)
                .mapTo(String.class)
                .list());
    }

    /** Names and sequences of the events told of an order's payment, e.g. {@code payment-captured 2}. */
    public List<String> events(UUID orderId) {
        return audit.withHandle(handle -> handle.createQuery(
                        """
                        SELECT substring(o.payload FROM 'tradepost\\.payments\\.(payment-[a-z]+)\\.v1') || ' ' || o.sequence
                          FROM audit_outbox o JOIN audit_payment p ON o.aggregate_id = p.id::text
                         WHERE p.order_id = :order ORDER BY o.id
                        """)
                .bind("order", orderId)
                .mapTo(String.class)
                .list());
    }

    private List<Long> atBank(String sql, UUID orderId) {
        return audit.withHandle(handle -> handle.createQuery(sql)
                .bind("order", orderId.toString())
                .mapTo(Long.class)
                .list());
    }
}
