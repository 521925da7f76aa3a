package org.tradepost.payments.ledger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.ledger.entity.LedgerTransaction;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.shared.database.Ids;

class LedgerIT {
    private static final String NO_RIGHT = "permission denied";
    private static PaymentsFixture fixture;
    private static Jdbi app;

    @BeforeAll
    static void open() {
        fixture = new PaymentsFixture();
        app = fixture.database.jdbi();
    }

    @Test
    void aCaptureAndItsRefundLeaveBalancedAccounts() {
        UUID orderId = fixture.paidOrder();
        fixture.refund.refund(orderId, "r1", pounds(598));

        assertThat(fixture.balance(orderId, "provider_receivable")).isEqualTo(2000);
        assertThat(fixture.balance(orderId, "customer_sales")).isEqualTo(-2598);
        assertThat(fixture.balance(orderId, "refunds")).isEqualTo(598);
    }

    @Test
    void theDatabaseRefusesWhatDoesNotBalance() {
        refused("does not balance in GBP", handle -> {
            UUID booking = booking(handle);
            entry(handle, booking, 1, "GBP", 100);
            entry(handle, booking, 2, "GBP", -99);
        });
    }

    @Test
    void theDatabaseRefusesCurrenciesThatMakeUpForEachOther() {
        refused("does not balance in EUR", handle -> {
            UUID booking = booking(handle);
            entry(handle, booking, 1, "GBP", 100);
            entry(handle, booking, 2, "EUR", -100);
        });
    }

    @Test
    void theDatabaseRefusesABookingWithoutEntries() {
        refused("has 0 entries", handle -> booking(handle));
    }

    @Test
    void theDatabaseRefusesASingleEntry() {
        refused("has 1 entries", handle -> entry(handle, booking(handle), 1, "GBP", 0));
    }

    @Test
    void theDatabaseRefusesAnEntryAddedLater() {
        UUID orderId = fixture.paidOrder();
        refused("does not balance", handle -> {
            UUID booking = handle.createQuery(
                            """
                            SELECT transaction_id FROM ledger_entry e JOIN payment p ON p.id = e.payment_id
                             WHERE p.order_id = :order LIMIT 1
                            """)
                    .bind("order", orderId)
                    .mapTo(UUID.class)
                    .one();
            entry(handle, booking, 3, "GBP", 1);
        });
    }

    @Test
    void itIsTheCommitThatDecides() {
        UUID orderId = fixture.paidOrder();
        Payment payment = fixture.payments.findByOrder(orderId).orElseThrow();
        app.useTransaction(handle -> {
            UUID booking = refundBooking(handle, payment.id());
            entry(handle, booking, 1, "GBP", 100);
            entry(handle, booking, 2, "GBP", -100);
        });

        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(4);
    }

    @Test
    void anOrderIsCapturedOnce() {
        Payment payment = fixture.payments.findByOrder(fixture.paidOrder()).orElseThrow();

        assertThatThrownBy(
                        () -> new Ledger(app).book(LedgerTransaction.capture(Ids.newId(), payment.id(), pounds(2598))))
                .hasMessageContaining("ledger_one_capture");
    }

    @Test
    void theServiceCannotRewriteTheLedger() {
        fixture.paidOrder();
        for (String table : List.of("ledger_entry", "ledger_transaction")) {
            refusedStatement(app, NO_RIGHT, "UPDATE " + table + " SET payment_id = payment_id");
            refusedStatement(app, NO_RIGHT, "DELETE FROM " + table);
            refusedStatement(app, NO_RIGHT, "TRUNCATE " + table + " CASCADE");
            refusedStatement(app, "must be owner", "ALTER TABLE " + table + " DISABLE TRIGGER ALL");
        }
        refusedStatement(app, NO_RIGHT, "DELETE FROM payment");
        refusedStatement(app, NO_RIGHT, "DELETE FROM payment_refund");
    }

    @Test
    void notEvenTheOwnerRewritesTheLedger() {
        fixture.paidOrder();
        Jdbi owner = fixture.database.ownerJdbi();
        for (String table : List.of("ledger_entry", "ledger_transaction")) {
            refusedStatement(owner, "append-only", "UPDATE " + table + " SET payment_id = payment_id");
            refusedStatement(owner, "append-only", "DELETE FROM " + table);
            refusedStatement(owner, "append-only", "TRUNCATE " + table + " CASCADE");
        }
    }

    @Test
    void noTemporaryTableStandsInForTheLedger() {
        // The service may create no table at all; its owner may.
        refusedStatement(app, NO_RIGHT, "CREATE TEMPORARY TABLE ledger_entry (transaction_id uuid)");
        refused(fixture.database.ownerJdbi(), "has 0 entries", handle -> {
            handle.execute(
                    "CREATE TEMPORARY TABLE ledger_entry (transaction_id uuid, currency text, amount_minor bigint)");
            UUID booking = booking(handle);
            handle.execute("INSERT INTO pg_temp.ledger_entry VALUES (?, 'GBP', 0), (?, 'GBP', 0)", booking, booking);
        });
    }

    @Test
    void auditorsReadTheViewsAndNothingElse() {
        fixture.paidOrder();
        Jdbi audit = fixture.database.auditJdbi();
        for (String view : List.of("audit_payment", "audit_payment_refund", "audit_ledger", "audit_outbox")) {
            audit.useHandle(handle -> handle.createQuery("SELECT count(*) FROM " + view)
                    .mapTo(Long.class)
                    .one());
        }
        refusedStatement(audit, NO_RIGHT, "SELECT provider_token FROM payment");
        refusedStatement(audit, NO_RIGHT, "SELECT * FROM ledger_entry");
        refusedStatement(audit, NO_RIGHT, "SELECT * FROM bank.charge");
    }

    /** A booking of a refund that exists, made by a payment of its own. */
    private static UUID booking(Handle handle) {
        return refundBooking(
                handle,
                fixture.payments.findByOrder(fixture.paidOrder()).orElseThrow().id());
    }

    private static UUID refundBooking(Handle handle, UUID paymentId) {
        UUID booking = Ids.newId();
        handle.execute(
                "INSERT INTO payment_refund (payment_id, refund_id, status, currency, amount_minor) VALUES (?, 'r', 'PENDING', 'GBP', 100)",
                paymentId);
        handle.execute(
                "INSERT INTO ledger_transaction (id, kind, payment_id, refund_id) VALUES (?, 'REFUND', ?, 'r')",
                booking,
                paymentId);
        return booking;
    }

    private static void entry(Handle handle, UUID booking, int line, String currency, long minor) {
        handle.execute(
                """
                INSERT INTO ledger_entry (transaction_id, line_no, account, currency, amount_minor, payment_id)
                SELECT id, ?, 'refunds', ?, ?, payment_id FROM ledger_transaction WHERE id = ?
                """,
                line,
                currency,
                minor,
                booking);
    }

    private static void refused(String because, Consumer<Handle> work) {
        refused(app, because, work);
    }

    private static void refused(Jdbi jdbi, String because, Consumer<Handle> work) {
        long before = entries();
        assertThatThrownBy(() -> jdbi.useTransaction(work::accept)).rootCause().hasMessageContaining(because);
        assertThat(entries() - before)
                .as("entries besides those of the paid order")
                .isIn(0L, 2L);
    }

    private static void refusedStatement(Jdbi jdbi, String because, String sql) {
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute(sql)))
                .as(sql)
                .hasMessageContaining(because);
    }

    private static long entries() {
        return app.withHandle(handle -> handle.createQuery("SELECT count(*) FROM ledger_entry")
                .mapTo(Long.class)
                .one());
    }
}
