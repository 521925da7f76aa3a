package org.tradepost.gateway.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.identification.control.KeyExchange;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.identification.entity.KeyVerdict;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class KeyExchangeTest {

    private static final KeyVerdict REFUSED = new KeyVerdict.Refused();

    private final ApiKeySecret key = ApiKeySecret.random();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile KeyVerdict answer = good(60);
    private final KeyExchange keys = new KeyExchange(
            asking -> {
                asked.incrementAndGet();
                return answer;
            },
            clock::get);

    @Test
    void aKeyIsAskedAboutOnceIn20SecondsSoThatARevokedOneStopsWithin30() {
        assertThat(keys.known(key)).isEmpty();
        assertThat(keys.ask(key)).isEqualTo(answer);
        assertThat(keys.known(key)).contains(answer);
        pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(keys.known(key)).contains(answer);
        assertThat(keys.ask(key)).isEqualTo(answer);
        assertThat(asked).hasValue(1);
        pass(Duration.ofNanos(1));
        answer = REFUSED;
        assertThat(keys.known(key)).isEmpty();
        assertThat(keys.ask(key)).isEqualTo(REFUSED);
    }

    @Test
    void whatIsKnownDoesNotOutliveTheToken() {
        answer = good(3);
        keys.ask(key);
        pass(Duration.ofSeconds(3));
        assertThat(keys.known(key)).isEmpty();
    }

    @Test
    void aRefusalIsRememberedForAMomentOnlySoThatAKeyMayComeToLife() {
        answer = REFUSED;
        keys.ask(key);
        keys.ask(key);
        assertThat(asked).hasValue(1);
        assertThat(keys.known(key)).contains(REFUSED);
        assertThat(keys.known(ApiKeySecret.random())).isEmpty();
        answer = good(60);
        pass(Duration.ofSeconds(5));
        assertThat(keys.known(key)).isEmpty();
        assertThat(keys.ask(key)).isEqualTo(answer);
    }

    @Test
    void manyRequestsWithOneKeyAskOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        KeyExchange slow = new KeyExchange(
                asking -> {
                    asked.incrementAndGet();
                    begun.countDown();
                    await(release);
                    return answer;
                },
                clock::get);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<KeyVerdict>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> slow.ask(key)));
            begun.await();
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> slow.ask(key)));
            }
            release.countDown();
            for (Future<KeyVerdict> each : answers) {
                assertThat(each.get()).isEqualTo(answer);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndForgotten() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<KeyVerdict> up = new AtomicReference<>();
        KeyExchange failing = new KeyExchange(
                asking -> {
                    begun.countDown();
                    await(release);
                    return Optional.ofNullable(up.get())
                            .orElseThrow(() -> new ProblemException(CommonError.SERVICE_UNAVAILABLE, "away"));
                },
                clock::get);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<KeyVerdict> first = threads.submit(() -> failing.ask(key));
            begun.await();
            Future<KeyVerdict> second = threads.submit(() -> failing.ask(key));
            release.countDown();
            assertThatThrownBy(first::get).hasCauseInstanceOf(ProblemException.class);
            assertThatThrownBy(second::get).hasCauseInstanceOf(ProblemException.class);
        }
        up.set(answer);
        assertThat(failing.ask(key)).isEqualTo(answer);
    }

    @Test
    void whatIsLoggedHidesTheToken() {
        assertThat(good(60).toString()).doesNotContain("Bearer");
    }

    private static KeyVerdict good(long seconds) {
        return new KeyVerdict.Admitted("Bearer t", null, new KeyAllowance("k", 7), Duration.ofSeconds(seconds));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
