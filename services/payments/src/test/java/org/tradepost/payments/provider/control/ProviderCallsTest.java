package org.tradepost.payments.provider.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeOutcome.Charged;
import org.tradepost.payments.provider.entity.ChargeOutcome.Failed;
import org.tradepost.payments.provider.entity.ChargeOutcome.NoAnswer;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.shared.money.Money;

class ProviderCallsTest {
    private static final Charge CHARGE = Charge.of(new UUID(1, 1), new Money(5, "EUR"), "tok_ok");
    private static final ChargeReturn RETURN = ChargeReturn.of(new UUID(1, 1), "r1", new Money(5, "EUR"));

    @Test
    void silenceEndsAsNoAnswer() {
        ProviderCalls calls =
                new ProviderCalls(new Scripted(List.of(new CompletableFuture<>())), Duration.ofMillis(20));

        assertThat(calls.charge(CHARGE)).isEqualTo(new NoAnswer());
    }

    @Test
    void aFailureIsAskedOnceMoreAtOnce() {
        assertThat(answers(CompletableFuture.completedFuture(new Failed("down")), done(new Charged("ch_1"))))
                .isEqualTo(new Charged("ch_1"));
        assertThat(answers(
                        CompletableFuture.failedFuture(new IllegalStateException("down")), done(new Charged("ch_1"))))
                .isEqualTo(new Charged("ch_1"));
    }

    @Test
    void aSecondFailureIsToldAsOne() {
        assertThat(answers(
                        CompletableFuture.failedFuture(new IllegalStateException("down")),
                        CompletableFuture.failedFuture(new IllegalStateException("still down"))))
                .isEqualTo(new Failed("still down"));
    }

    @Test
    void aProviderThatThrowsHasFailed() {
        ProviderCalls calls = new ProviderCalls(new Scripted(List.of()), Duration.ofSeconds(5));

        assertThat(calls.find(CHARGE.key())).isInstanceOf(Failed.class);
        assertThat(calls.voidCharge(CHARGE.key())).isInstanceOf(Failed.class);
        assertThat(calls.giveBack(RETURN)).isInstanceOf(ReturnOutcome.Unknown.class);
    }

    @Test
    void anInterruptedCallerLearnsNothingAndStaysInterrupted() {
        ProviderCalls calls =
                new ProviderCalls(new Scripted(List.of(new CompletableFuture<>())), Duration.ofSeconds(5));

        Thread.currentThread().interrupt();

        assertThat(calls.charge(CHARGE)).isEqualTo(new NoAnswer());
        assertThat(Thread.interrupted()).isTrue();
    }

    private static ChargeOutcome answers(CompletionStage<ChargeOutcome> first, CompletionStage<ChargeOutcome> second) {
        return new ProviderCalls(new Scripted(List.of(first, second)), Duration.ofSeconds(5)).charge(CHARGE);
    }

    private static CompletionStage<ChargeOutcome> done(ChargeOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    /** Answers charges as told, and throws at everything it has no answer for. */
    private static final class Scripted implements PaymentProvider {
        private final Deque<CompletionStage<ChargeOutcome>> answers;

        Scripted(List<CompletionStage<ChargeOutcome>> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        @Override
        public CompletionStage<ChargeOutcome> charge(Charge charge) {
            return answers.remove();
        }

        @Override
        public CompletionStage<ChargeOutcome> find(String chargeKey) {
            return answers.remove();
        }

        @Override
        public CompletionStage<ChargeOutcome> voidCharge(String chargeKey) {
            return answers.remove();
        }

        @Override
        public CompletionStage<ReturnOutcome> giveBack(ChargeReturn chargeReturn) {
            throw new IllegalStateException("no answer scripted");
        }
    }
}
