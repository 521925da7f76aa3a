package org.tradepost.payments.payment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;
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
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.payments.testing.Simultaneously;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class RefundPaymentIT {
    private static PaymentsFixture fixture;
    private UUID orderId;

    @BeforeAll
    static void open() {
        fixture = new PaymentsFixture();
    }

    @AfterEach
    void resume() {
        fixture.provider.resume();
    }

    @Test
    void refundsAddUpToWhatWasCaptured() {
        orderId = fixture.paidOrder();

        refund("r1", 1299);
        assertThat(payment().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        refund("r2", 1299);

        assertThat(payment().status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(payment().refunded()).isEqualTo(pounds(2598));
        assertThat(fixture.refundsAtBank(orderId)).containsExactly(1299L, 1299L);
        assertThat(fixture.balance(orderId, "provider_receivable")).isZero();
        assertThat(fixture.balance(orderId, "refunds")).isEqualTo(2598);
        assertThat(fixture.events(orderId))
                .containsExactly("payment-captured 2", "payment-refunded 3", "payment-refunded 4");
    }

    @Test
    void aRepeatedRefundIsPaidOnce() {
        orderId = fixture.paidOrder();

        refund("r1", 1000);
        refund("r1", 1000);

        assertThat(fixture.refundsAtBank(orderId)).containsExactly(1000L);
        assertThat(payment().refundedMinor()).isEqualTo(1000);
        assertThat(payment().version()).isEqualTo(3);
    }

    @Test
    void aRefundIdStandsForOneAmount() {
        orderId = fixture.paidOrder();
        refund("r1", 1000);

        assertRefused(CommonError.IDEMPOTENCY_KEY_REUSED, () -> refund("r1", 999));
        assertThat(payment().refundedMinor()).isEqualTo(1000);
    }

    @Test
    void moreThanWasCapturedIsRefusedAndChangesNothing() {
        orderId = fixture.paidOrder();
        Payment before = payment();

        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("r1", 2599));

        assertThat(payment()).isEqualTo(before);
        assertThat(fixture.refundsAtBank(orderId)).isEmpty();
    }

    @Test
    void anotherCurrencyIsRefused() {
        orderId = fixture.paidOrder();

        assertRefused(CommonError.VALIDATION_ERROR, () -> fixture.refund.refund(orderId, "r1", new Money(1, "EUR")));
    }

    @Test
    void whatWasNeverCapturedIsNotRefunded() {
        assertRefused(CommonError.NOT_FOUND, () -> fixture.refund.refund(Ids.newId(), "r1", pounds(1)));

        orderId = Ids.newId();
        fixture.capture.capture(orderId, terms("tok_declined"));
        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("r1", 1));

        orderId = Ids.newId();
        fixture.voiding.voidPayment(orderId);
        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("r1", 1));
    }

    @Test
    void aRefundBeforeTheCaptureIsKnownAsksTheProviderFirst() {
        orderId = Ids.newId();
        fixture.capture.capture(orderId, terms("tok_timeout_charged"));
        refund("r1", 2598);
        assertThat(payment().status()).isEqualTo(PaymentStatus.REFUNDED);

        orderId = Ids.newId();
        fixture.capture.capture(orderId, terms("tok_timeout"));
        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, () -> refund("r1", 2598));
        assertThat(payment().status()).isEqualTo(PaymentStatus.PENDING);
    }

    @Test
    void racingRefundsNeverExceedWhatWasCaptured() throws Exception {
        orderId = fixture.paidOrder();

        List<Object> answers = Simultaneously.run(10, i -> () -> {
            refund("r" + i, 800);
            return "paid";
        });

        assertThat(answers).filteredOn("paid"::equals).hasSize(3);
        assertThat(answers)
                .filteredOn(ProblemException.class::isInstance)
                .extracting(refusal -> ((ProblemException) refusal).code())
                .hasSize(7)
                .containsOnly(PaymentsError.REFUND_EXCEEDS_CAPTURED);
        assertThat(payment().refundedMinor()).isEqualTo(2400);
        assertThat(fixture.refundsAtBank(orderId)).containsExactly(800L, 800L, 800L);
        assertThat(fixture.balance(orderId, "refunds")).isEqualTo(2400);
    }

    @Test
    void oneRefundAskedForManyTimesAtOnceIsPaidOnce() throws Exception {
        orderId = fixture.paidOrder();
        fixture.provider.beforeGiveBack = Simultaneously.meeting(6);

        List<Object> answers = Simultaneously.run(6, i -> () -> {
            refund("r1", 500);
            return "paid";
        });

        assertThat(answers).containsOnly("paid");
        assertThat(fixture.refundsAtBank(orderId)).containsExactly(500L);
        assertThat(payment().refundedMinor()).isEqualTo(500);
        assertThat(fixture.events(orderId)).hasSize(2);
    }

    @Test
    void anUnknownRefundCountsUntilItIsKnownAndIsPaidOnce() {
        orderId = fixture.paidOrder();
        fixture.provider.givenBack =
                answer -> CompletableFuture.failedFuture(new IllegalStateException("connection lost"));
        assertRefused(PaymentsError.PROVIDER_UNAVAILABLE, () -> refund("r1", 2000));
        fixture.provider.resume();

        assertThat(payment().refundedMinor()).isZero();
        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("r2", 599));
        refund("r1", 2000);

        assertThat(fixture.refundsAtBank(orderId)).containsExactly(2000L);
        assertThat(payment().refundedMinor()).isEqualTo(2000);
        assertThat(fixture.balance(orderId, "refunds")).isEqualTo(2000);
    }

    @Test
    void aRefundThatTheProviderRefusesForGoodFreesWhatWasPromised() {
        orderId = fixture.paidOrder();
        fixture.provider.givenBack =
                answer -> CompletableFuture.completedFuture(new ReturnOutcome.Refused("charged back"));
        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("refused", 2598));
        fixture.provider.resume();

        assertRefused(PaymentsError.REFUND_EXCEEDS_CAPTURED, () -> refund("refused", 2598));
        assertThat(payment().refundableMinor()).isEqualTo(2598);
        assertThat(payment().version()).isEqualTo(2);
    }

    @Test
    void noLockIsHeldWhileTheProviderPays() {
        orderId = fixture.paidOrder();
        fixture.provider.beforeGiveBack = () -> fixture.database
                .ownerJdbi()
                .useTransaction(handle ->
                        handle.execute("SELECT 1 FROM payment WHERE order_id = ? FOR UPDATE NOWAIT", orderId));

        refund("r1", 1);

        assertThat(payment().refundedMinor()).isEqualTo(1);
    }

    private void refund(String refundId, long minor) {
        fixture.refund.refund(orderId, refundId, pounds(minor));
    }

    private Payment payment() {
        return fixture.payments.findByOrder(orderId).orElseThrow();
    }
}
