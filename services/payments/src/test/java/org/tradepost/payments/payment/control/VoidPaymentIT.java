package org.tradepost.payments.payment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.payments.testing.PaymentsFixture.terms;
import static org.tradepost.payments.testing.Refusals.assertRefused;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.PaymentsError;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.payments.testing.Simultaneously;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.CommonError;

class VoidPaymentIT {
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
    void aPendingPaymentIsVoidedAndNeverChargedAfterwards() {
        capture("tok_timeout");

        assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(capture("tok_timeout").status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(fixture.keyAtBank(orderId)).containsExactly("VOIDED");
        assertThat(fixture.events(orderId)).containsExactly("payment-voided 2");
    }

    @Test
    void aSlowChargeThatComesAfterTheVoidIsRefused() {
        capture("tok_slow_40000");
        assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);

        fixture.timer.goOff();

        assertThat(fixture.chargesAtBank(orderId)).isEmpty();
        assertThat(fixture.query.query(orderId).status()).isEqualTo(PaymentStatus.VOIDED);
    }

    @Test
    void aVoidBeforeThePaymentLeavesATombstoneThatRefusesIt() {
        assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);

        Payment late = capture("tok_ok");

        assertThat(late.status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(late.terms()).isEmpty();
        assertThat(fixture.chargesAtBank(orderId)).isEmpty();
        assertThat(fixture.events(orderId)).containsExactly("payment-voided 1");
    }

    @Test
    void aVoidThatFindsAChargeCapturesIt() {
        capture("tok_timeout_charged");

        assertThat(voided()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.balance(orderId, "provider_receivable")).isEqualTo(2598);
        assertThat(fixture.events(orderId)).containsExactly("payment-captured 2");
    }

    @Test
    void whatIsCapturedOrDeclinedStaysSo() {
        capture("tok_ok");
        UUID declined = Ids.newId();
        fixture.capture.capture(declined, terms("tok_declined"));

        assertThat(voided()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.voiding.voidPayment(declined).status()).isEqualTo(PaymentStatus.DECLINED);
        assertThat(fixture.events(declined)).containsExactly("payment-declined 2");
    }

    @Test
    void nothingIsCalledVoidBeforeTheProviderConfirmed() {
        capture("tok_timeout");
        fixture.provider.voided = answer -> new CompletableFuture<>();
        UUID unknown = Ids.newId();

        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, this::voided);
        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, () -> fixture.voiding.voidPayment(unknown));

        assertThat(fixture.payments.findByOrder(orderId).orElseThrow().status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(fixture.payments.findByOrder(unknown)).isEmpty();
        // The bank did void it, only nobody heard: a charge is refused all the same.
        fixture.provider.resume();
        assertThat(fixture.capture.capture(unknown, terms("tok_ok")).status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(fixture.events(unknown)).containsExactly("payment-voided 2");
    }

    @Test
    void aVoidThatOvertakesTheChargeWins() {
        fixture.provider.beforeCharge = () -> {
            fixture.provider.resume();
            assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);
        };

        assertThat(capture("tok_ok").status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(fixture.chargesAtBank(orderId)).isEmpty();
        assertThat(fixture.events(orderId)).containsExactly("payment-voided 2");
    }

    @Test
    void aVoidBetweenTheChargeAndItsRecordFindsTheCharge() {
        fixture.provider.charged = answer -> {
            fixture.provider.resume();
            assertThat(voided()).isEqualTo(PaymentStatus.CAPTURED);
            return answer;
        };

        assertThat(capture("tok_ok").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
        assertThat(fixture.events(orderId)).containsExactly("payment-captured 2");
    }

    @Test
    void aPaymentThatIsCapturedWhileAVoidForAnUnknownOneIsUnderWayIsFound() {
        fixture.provider.beforeVoid = () -> {
            fixture.provider.resume();
            assertThat(capture("tok_ok").status()).isEqualTo(PaymentStatus.CAPTURED);
        };

        assertThat(voided()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.ledgerEntries(orderId)).isEqualTo(2);
    }

    @Test
    void aPaymentThatArrivesAfterTheBankVoidedItsKeyIsVoided() {
        fixture.provider.voided = answer -> {
            fixture.provider.resume();
            assertThat(capture("tok_timeout").status()).isEqualTo(PaymentStatus.PENDING);
            return answer;
        };

        assertThat(voided()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(fixture.payments.findByOrder(orderId).orElseThrow().terms()).isPresent();
        assertThat(fixture.events(orderId)).containsExactly("payment-voided 2");
    }

    @Test
    void paymentsAndVoidsAtOnceEndInOneStateThatTheBankShares() throws Exception {
        for (int round = 0; round < 15; round++) {
            UUID order = Ids.newId();

            List<Object> answers = Simultaneously.run(
                    4,
                    i -> () -> (i % 2 == 0
                                    ? fixture.capture.capture(order, terms("tok_ok"))
                                    : fixture.voiding.voidPayment(order))
                            .status());

            PaymentStatus end =
                    fixture.payments.findByOrder(order).orElseThrow().status();
            assertThat(answers).as("round %d", round).containsOnly(end);
            assertThat(fixture.chargesAtBank(order)).hasSize(end == PaymentStatus.CAPTURED ? 1 : 0);
            assertThat(fixture.ledgerEntries(order)).isEqualTo(end == PaymentStatus.CAPTURED ? 2 : 0);
            assertThat(fixture.events(order)).hasSize(1);
        }
    }

    @Test
    void aStatusQuerySettlesWhatTheBankKnows() {
        capture("tok_timeout_charged");

        assertThat(fixture.query.query(orderId).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.query.query(orderId).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(fixture.events(orderId)).containsExactly("payment-captured 2");
    }

    @Test
    void aStatusQueryOfWhatTheBankDoesNotKnowStaysPending() {
        capture("tok_timeout");

        assertThat(fixture.query.query(orderId).status()).isEqualTo(PaymentStatus.PENDING);
    }

    @Test
    void aStatusQueryWithoutPaymentOrProviderIsRefused() {
        assertRefused(CommonError.NOT_FOUND, () -> fixture.query.query(orderId));

        capture("tok_timeout");
        fixture.provider.found = answer -> new CompletableFuture<>();
        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, () -> fixture.query.query(orderId));
        fixture.provider.found = answer -> CompletableFuture.failedFuture(new IllegalStateException("down"));
        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, () -> fixture.query.query(orderId));
    }

    private Payment capture(String token) {
        return fixture.capture.capture(orderId, terms(token));
    }

    private PaymentStatus voided() {
        return fixture.voiding.voidPayment(orderId).status();
    }
}
