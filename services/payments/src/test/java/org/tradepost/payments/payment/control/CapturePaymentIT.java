package org.tradepost.payments.payment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;
import static org.tradepost.payments.testing.PaymentsFixture.terms;
import static org.tradepost.payments.testing.Refusals.assertRefused;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.payments.testing.Simultaneously;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.CommonError;

class CapturePaymentIT {
    private static PaymentsFixture fixture;
    private final UUID orderId = Ids.newId();

    @BeforeAll
    static void open() {
        fixture = new PaymentsFixture();
    }

    @AfterEach
    void resume() {
        fixture.provider.resume();
    }

    @Test
    void aGoodPaymentIsChargedBookedAndTold() {
        Payment payment = capture("tok_ok");

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payment.captured()).isEqualTo(pounds(2598));
        assertThat(fixture.chargesAtBank(orderId)).containsExactly(2598L);
        assertThat(fixture.balance(orderId, "provider_receivable")).isEqualTo(2598);
        assertThat(fixture.balance(orderId, "customer_sales")).isEqualTo(-2598);
        assertThat(fixture.events(orderId)).containsExactly("payment-captured 2");
    }

    @Test
    void anOrderThatCostsNothingIsCapturedToo() {
        Payment payment = fixture.capture.capture(orderId, terms("tok_ok", 0));

        assertThat(payment.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
    }

    @Test
    void refusalsAreFinalAndToldWithTheirReason() {
        refusedAs("tok_declined", "declined");
        refusedAs("tok_insufficient_funds", "insufficient_funds");
        refusedAs("tok_unknown", "invalid_token");
    }

    @Test
    void silenceLeavesThePaymentPendingAndUnpaid() {
        assertThat(capture("tok_timeout").status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(capture("tok_timeout").status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(fixture.keyAtBank(orderId)).isEmpty();
        assertThat(fixture.events(orderId)).isEmpty();
    }

    @Test
    void silenceAfterAChargeNeverChargesAgain() {
        assertThat(capture("tok_timeout_charged").status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(capture("tok_timeout_charged").status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
        assertThat(fixture.ledgerEntries(orderId)).isZero();
    }

    @Test
    void anErrorOfTheProviderIsGotOver() {
        assertThat(capture("tok_error_once").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
    }

    @Test
    void aProviderThatKeepsFailingLeavesThePaymentPendingUntilItIsAskedAgain() {
        fixture.provider.charged = answer -> CompletableFuture.failedFuture(new IllegalStateException("down"));
        assertThat(capture("tok_ok").status()).isEqualTo(PaymentStatus.PENDING);

        fixture.provider.resume();

        assertThat(capture("tok_ok").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
    }

    @Test
    void aSlowChargeIsPendingUntilItIsMade() {
        assertThat(capture("tok_slow_5000").status()).isEqualTo(PaymentStatus.PENDING);
        fixture.timer.goOff();

        assertThat(fixture.query.query(orderId).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
    }

    @Test
    void aRepetitionGetsTheSamePayment() {
        Payment first = capture("tok_ok");

        assertThat(capture("tok_ok")).isEqualTo(first);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
        assertThat(fixture.events(orderId)).hasSize(1);
    }

    @Test
    void anOrderCannotBePaidOnOtherTerms() {
        PaymentTerms terms = terms("tok_ok");
        Payment first = fixture.capture.capture(orderId, terms);

        for (PaymentTerms other : List.of(
                terms("tok_ok", 2599),
                terms("tok_timeout"),
                new PaymentTerms(Ids.newId(), terms.amount(), terms.method(), terms.token()))) {
            assertRefused(CommonError.IDEMPOTENCY_KEY_REUSED, () -> fixture.capture.capture(orderId, other));
        }
        assertThat(fixture.payments.findByOrder(orderId)).contains(first);
        assertThat(fixture.chargesAtBank(orderId)).containsExactly(2598L);
    }

    @Test
    void manyIdenticalRequestsAtOnceChargeOnce() throws Exception {
        // All of them have found the payment pending before the first one charges.
        fixture.provider.beforeCharge = Simultaneously.meeting(8);

        List<Object> answers = Simultaneously.run(8, i -> () -> capture("tok_ok"));

        assertThat(answers.stream().distinct().collect(Collectors.toList()))
                .singleElement()
                .extracting(payment -> ((Payment) payment).status())
                .isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
        assertThat(fixture.events(orderId)).containsExactly("payment-captured 2");
    }

    @Test
    void differentTermsAtOncePayOnce() throws Exception {
        List<Object> answers =
                Simultaneously.run(6, i -> () -> fixture.capture.capture(orderId, terms("tok_ok", 100 + i)));

        assertThat(answers).filteredOn(Payment.class::isInstance).hasSize(1);
        assertThat(fixture.chargesAtBank(orderId)).hasSize(1);
    }

    @Test
    void noTransactionIsOpenWhileTheProviderIsAsked() {
        int[] open = {-1};
        fixture.provider.beforeCharge = () -> open[0] = openTransactions();

        capture("tok_ok");

        assertThat(open).containsExactly(0);
    }

    @Test
    void warmingUpLeavesNothing() {
        long before = allPayments();

        new WarmUpPayments(fixture.transactions, fixture.payments, fixture.settlement).run();

        assertThat(allPayments()).isEqualTo(before);
    }

    private void refusedAs(String token, String reason) {
        UUID order = Ids.newId();

        Payment payment = fixture.capture.capture(order, terms(token));

        assertThat(payment.status()).isEqualTo(PaymentStatus.DECLINED);
        assertThat(payment.declineReason()).isEqualTo(reason);
        assertThat(fixture.capture.capture(order, terms(token))).isEqualTo(payment);
        assertThat(fixture.chargesAtBank(order)).isEmpty();
        assertThat(fixture.ledgerEntries(order)).isZero();
        assertThat(fixture.events(order)).containsExactly("payment-declined 2");
    }

    private Payment capture(String token) {
        return fixture.capture.capture(orderId, terms(token));
    }

    private static int openTransactions() {
        return fixture.database.ownerJdbi().withHandle(handle -> handle.createQuery(
                        """
                        SELECT count(*) FROM pg_stat_activity
                         WHERE usename = :app AND datname = current_database() AND xact_start IS NOT NULL
                        """)
                .bind("app", fixture.database.app().name())
                .mapTo(Integer.class)
                .one());
    }

    private static long allPayments() {
        return fixture.database.auditJdbi().withHandle(handle -> handle.createQuery(
                        "SELECT (SELECT count(*) FROM audit_payment) + (SELECT count(*) FROM audit_ledger) + (SELECT count(*) FROM audit_outbox)")
                .mapTo(Long.class)
                .one());
    }
}
