package org.tradepost.orders.checkout.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.entity.Decision.Advance;
import org.tradepost.orders.checkout.entity.Decision.NeedAttention;
import org.tradepost.orders.checkout.entity.Decision.Wait;
import org.tradepost.orders.checkout.entity.SagaStep.Compensating;
import org.tradepost.orders.checkout.entity.SagaStep.Forward;
import org.tradepost.orders.ordering.entity.OrderId;

class SagaRulesTest {
    private static final UUID PAYMENT = UUID.randomUUID();
    private static final Outcome UNKNOWN = new Outcome.Unknown("HTTP 503");
    private static final Outcome NOT_ASKED = new Outcome.NotAsked("breaker open", Duration.ofSeconds(30));

    private final SagaRules rules = new SagaRules(SagaSchedule.STANDARD, () -> 1.0);
    private final SagaInstance start = SagaInstance.checkout(new OrderId(UUID.randomUUID()), "sandbox", "tok_ok");

    private SagaInstance at(Forward step) {
        return start.at(step);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void payingBeginsOnlyAfterTheReservationIsRecorded() {
        assertThat(rules.decide(start, new Outcome.Done(), seconds(0)))
                .isEqualTo(new Advance(start.at(Forward.PAY), true));
    }

    @Test
    void aCapturedPaymentIsNotRecordedByItself() {
        Advance advance = (Advance) rules.decide(at(Forward.PAY), new Outcome.Captured(PAYMENT), seconds(0));
        assertThat(advance.recorded()).isFalse();
        assertThat(advance.next().step()).isEqualTo(Forward.CONFIRM);
        assertThat(advance.next().paymentId()).isEqualTo(PAYMENT);
    }

    @Test
    void anUnknownPaymentIsQueriedAfterOneTwoFourSecondsAndVoidedAfterThirty() {
        SagaInstance saga = at(Forward.PAY);
        Duration inStep = seconds(3);
        long[] expected = {1, 2, 4, 8, 12};
        for (long delay : expected) {
            Wait wait = (Wait) rules.decide(saga, UNKNOWN, inStep);
            assertThat(wait.delay()).isEqualTo(seconds(delay));
            assertThat(wait.next().step()).isEqualTo(Forward.QUERY_PAYMENT);
            saga = wait.next();
            inStep = inStep.plus(wait.delay());
        }
        assertThat(inStep).isEqualTo(seconds(30));
        Advance advance = (Advance) rules.decide(saga, UNKNOWN, inStep);
        assertThat(advance.next().step()).isEqualTo(Forward.VOID_PAYMENT);
        assertThat(advance.recorded()).isTrue();
    }

    @Test
    void aPaymentThatWasNotAskedForIsNotVoidedAfterThirtySeconds() {
        Wait wait = (Wait) rules.decide(at(Forward.PAY), NOT_ASKED, seconds(300));
        assertThat(wait.next().step()).isEqualTo(Forward.PAY);
        assertThat(wait.next().attempts()).isZero();
        assertThat(wait.delay()).isBetween(seconds(30), seconds(31));
    }

    @Test
    void thirtySecondsOfAnUnknownPaymentBeginWhenItIsFirstAskedFor() {
        SagaInstance waited = at(Forward.PAY).aged(seconds(300));
        Wait wait = (Wait) rules.decide(waited, UNKNOWN, seconds(304));
        assertThat(wait.next().step()).isEqualTo(Forward.QUERY_PAYMENT);
        assertThat(wait.next().sinceStepStarted()).isEqualTo(seconds(4));
        assertThat(wait.delay()).isEqualTo(seconds(1));
    }

    @Test
    void askingAgainForAPaymentThatNeverArrivedDoesNotBeginTheThirtySecondsAnew() {
        SagaInstance asked =
                ((Wait) rules.decide(at(Forward.QUERY_PAYMENT), new Outcome.NotFound(), seconds(28))).next();
        Advance advance = (Advance) rules.decide(asked, UNKNOWN, seconds(31));
        assertThat(advance.next().step()).isEqualTo(Forward.VOID_PAYMENT);
    }

    @Test
    void stockIsNotHeldForEverForAPaymentThatCannotBeAskedFor() {
        Advance voiding = (Advance) rules.decide(at(Forward.PAY), NOT_ASKED, Duration.ofMinutes(15));
        assertThat(voiding.next().step()).isEqualTo(Forward.VOID_PAYMENT);
        Advance round = (Advance) rules.decide(voiding.next(), NOT_ASKED, Duration.ofMinutes(15));
        assertThat(round.next().step()).isEqualTo(Compensating.CANCEL_PAYMENT);
        assertThat(round.next().reason()).isEqualTo(RejectionReason.PAYMENT_TIMEOUT);
    }

    @Test
    void anUnknownPaymentIsAskedAboutOnceMoreBeforeItIsVoidedIfNobodyCouldBeAskedInBetween() {
        Wait wait = (Wait) rules.decide(at(Forward.QUERY_PAYMENT), NOT_ASKED, seconds(40));
        assertThat(wait.next().step()).isEqualTo(Forward.QUERY_PAYMENT);
        assertThat(wait.next().attempts()).isZero();
        assertThat(wait.delay()).isBetween(seconds(30), seconds(31));
        Advance paid = (Advance) rules.decide(wait.next(), new Outcome.Captured(PAYMENT), seconds(70));
        assertThat(paid.next().step()).isEqualTo(Forward.CONFIRM);
        Advance unanswered = (Advance) rules.decide(wait.next(), UNKNOWN, seconds(70));
        assertThat(unanswered.next().step()).isEqualTo(Forward.VOID_PAYMENT);
        Wait again = (Wait) rules.decide(unanswered.next(), NOT_ASKED, seconds(71));
        assertThat(again.next().step()).isEqualTo(Forward.VOID_PAYMENT);
        assertThat(again.next().attempts()).isZero();
        Advance late = (Advance) rules.decide(wait.next(), NOT_ASKED, Duration.ofMinutes(15));
        assertThat(late.next().step()).isEqualTo(Forward.VOID_PAYMENT);
    }

    @Test
    void whatIsNotAskedDoesNotLengthenTheBackoff() {
        for (Forward step : new Forward[] {Forward.RESERVE, Forward.CONFIRM}) {
            Wait wait = (Wait) rules.decide(at(step), new Outcome.NotAsked("full", seconds(1)), seconds(60));
            assertThat(wait.next().step()).isEqualTo(step);
            assertThat(wait.next().attempts()).isZero();
            assertThat(wait.delay()).isBetween(seconds(1), seconds(2));
        }
    }

    @Test
    void aPaymentThatNeverArrivedIsAskedForAgainUnderTheSameKey() {
        Wait wait = (Wait) rules.decide(at(Forward.QUERY_PAYMENT), new Outcome.NotFound(), seconds(2));
        assertThat(wait.next().step()).isEqualTo(Forward.PAY);
    }

    @Test
    void aVoidedPaymentRefusesTheOrderAndACapturedOneLetsItGoOn() {
        SagaInstance voiding = at(Forward.VOID_PAYMENT);
        assertThat(rules.decide(voiding, new Outcome.Voided(), seconds(31)))
                .isEqualTo(new Advance(
                        voiding.compensating(Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT), true));
        Advance goesOn = (Advance) rules.decide(voiding, new Outcome.Captured(PAYMENT), seconds(31));
        assertThat(goesOn.next().step()).isEqualTo(Forward.CONFIRM);
    }

    @Test
    void aProviderThatIsAwayForFifteenMinutesTurnsTheOrderRoundAndFifteenMoreNeedAPerson() {
        SagaInstance voiding = at(Forward.VOID_PAYMENT);
        assertThat(rules.decide(voiding, UNKNOWN, seconds(899))).isInstanceOf(Wait.class);
        Advance round = (Advance) rules.decide(voiding, UNKNOWN, seconds(900));
        assertThat(round.next().step()).isEqualTo(Compensating.CANCEL_PAYMENT);
        assertThat(round.next().direction()).isEqualTo(Direction.COMPENSATING);
        // Stock is still held: releasing it comes after the payment is settled.
        assertThat(rules.decide(round.next(), UNKNOWN, seconds(900))).isInstanceOf(NeedAttention.class);
    }

    @Test
    void aChargeThatIsFoundWhileCompensatingIsReturned() {
        SagaInstance cancelling = start.compensating(Compensating.CANCEL_PAYMENT, RejectionReason.PAYMENT_TIMEOUT);
        Advance advance = (Advance) rules.decide(cancelling, new Outcome.Captured(PAYMENT), seconds(1));
        assertThat(advance.next().step()).isEqualTo(Compensating.RETURN_PAYMENT);
    }

    @Test
    void committingAReleasedReservationReturnsThePayment() {
        Advance advance = (Advance)
                rules.decide(at(Forward.CONFIRM).paid(PAYMENT), new Outcome.ReservationReleased(), seconds(0));
        assertThat(advance.next().step()).isEqualTo(Compensating.RETURN_PAYMENT);
        assertThat(advance.next().reason()).isEqualTo(RejectionReason.RESERVATION_RELEASED);
    }

    @Test
    void releasingSoldStockPutsItBackInstead() {
        SagaInstance releasing = start.compensating(Compensating.RELEASE_STOCK, RejectionReason.PAYMENT_TIMEOUT);
        Advance advance = (Advance) rules.decide(releasing, new Outcome.ReservationCommitted(), seconds(0));
        assertThat(advance.next().step()).isEqualTo(Compensating.RETURN_STOCK);
    }

    @Test
    void aRefusedReservationIsReleasedAllTheSameSoThatALateCopyFindsATombstone() {
        Advance advance = (Advance) rules.decide(start, new Outcome.Refused(RejectionReason.OUT_OF_STOCK), seconds(0));
        assertThat(advance.next().step()).isEqualTo(Compensating.RELEASE_STOCK);
    }

    @Test
    void anAnswerThatMakesNoSenseForItsStepIsUnknown() {
        assertThat(rules.decide(start, new Outcome.Captured(PAYMENT), seconds(0)))
                .isInstanceOf(Wait.class);
        assertThat(rules.decide(at(Forward.CONFIRM), new Outcome.Voided(), seconds(0)))
                .isInstanceOf(Wait.class);
        assertThat(rules.decide(at(Forward.PAY), new Outcome.Done(), seconds(0)))
                .isInstanceOf(Wait.class);
    }

    @Test
    void retriesBackOffExponentiallyWithJitterUpToABound() {
        SagaSchedule schedule = SagaSchedule.STANDARD;
        assertThat(schedule.nextRetry(0, () -> 0.0)).isEqualTo(Duration.ofMillis(250));
        assertThat(schedule.nextRetry(0, () -> 1.0)).isEqualTo(Duration.ofMillis(500));
        assertThat(schedule.nextRetry(3, () -> 1.0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(schedule.nextRetry(1000, () -> 1.0)).isEqualTo(schedule.longestRetry());
    }
}
