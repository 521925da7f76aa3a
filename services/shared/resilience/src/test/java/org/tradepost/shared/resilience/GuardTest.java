package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class GuardTest {

    private static final Guard.Reading<Integer> STATUS = status -> status >= 500 ? "HTTP " + status : null;

    private final FakeTime time = new FakeTime();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void server_errors_and_exceptions_are_failures_client_errors_are_not() {
        Guard guard = guard(Map.of());
        guard.once(() -> 404, STATUS);
        guard.once(() -> 409, STATUS);
        guard.once(() -> 500, STATUS);
        assertThatThrownBy(() -> guard.once(
                        () -> {
                            throw new IllegalStateException("no connection");
                        },
                        STATUS))
                .isInstanceOf(IllegalStateException.class);
        assertThat(guard.report().calls()).isEqualTo(new GuardReport.Calls(2, 2, 0, 2));
        assertThat(guard.report().lastFailure().kind()).isEqualTo("IllegalStateException");
    }

    @Test
    void an_open_breaker_refuses_without_calling_and_says_for_how_long() {
        Guard guard = guard(Map.of());
        fail(guard, 10);
        assertThatThrownBy(() -> guard.once(() -> called(200), STATUS))
                .isInstanceOfSatisfying(CallRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(CallRefused.Reason.BREAKER_OPEN);
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(refused.retryAfterSeconds()).isEqualTo("10");
                });
        assertThat(calls).hasValue(0);
        assertThat(guard.report().refused()).isEqualTo(1);
        assertThat(guard.report().bulkhead().inUse()).isZero();
    }

    @Test
    void no_more_calls_at_once_than_the_bulkhead_has_room_for() {
        Guard guard = guard(Map.of("bulkhead", "2"));
        var first = guard.enter();
        guard.enter();
        assertThatThrownBy(guard::enter)
                .isInstanceOfSatisfying(CallRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(CallRefused.Reason.BULKHEAD_FULL));
        assertThat(guard.report().bulkhead()).isEqualTo(new GuardReport.Bulkhead(2, 2, 1));
        first.succeeded();
        first.failed("told twice");
        guard.enter();
        assertThat(guard.report().calls().failed()).isZero();
        assertThat(guard.report().bulkhead().inUse()).isEqualTo(2);
    }

    @Test
    void what_may_be_repeated_is_repeated_with_growing_waits() {
        Guard guard = guard(Map.of("retries", "3", "retry-percent", "100", "breaker.failures", "100"));
        for (int i = 0; i < 5; i++) {
            guard.once(() -> 200, STATUS);
        }
        assertThat(guard.repeatedly(() -> called(calls.get() < 3 ? 503 : 200), STATUS))
                .isEqualTo(200);
        assertThat(calls).hasValue(4);
        assertThat(time.pauses)
                .containsExactly(Duration.ofNanos(37_500_000), Duration.ofMillis(75), Duration.ofMillis(150));
        assertThat(guard.report().retries()).isEqualTo(new GuardReport.Retries(3, 0));
    }

    @Test
    void waits_are_jittered_between_half_and_the_whole_and_bounded() {
        for (double random : new double[] {0, 0.25, 0.999}) {
            Guard guard = Guards.of(
                            name -> Optional.of("c").filter(c -> name.equals(Guards.CLIENTS)),
                            new Guard.Time(() -> time.nanos, time::now, () -> random, delay -> {}))
                    .of("c");
            assertThat(guard.delay(0)).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
            assertThat(guard.delay(2)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(guard.delay(30)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @Test
    void a_refusal_by_the_service_is_not_repeated() {
        Guard guard = guard(Map.of("retries", "3", "retry-percent", "100"));
        assertThat(guard.repeatedly(() -> called(409), STATUS)).isEqualTo(409);
        assertThat(calls).hasValue(1);
    }

    @Test
    void repetitions_never_exceed_ten_percent_of_calls_though_all_of_thousands_fail() {
        Guard guard = guard(Map.of("retries", "3", "breaker.failures", "1000000"));
        for (int i = 0; i < 5_000; i++) {
            guard.repeatedly(() -> called(503), STATUS);
            long retries = guard.report().retries().made();
            assertThat(retries * 10).isLessThanOrEqualTo(calls.get());
        }
        assertThat(guard.report().retries().made()).isBetween(500L, 560L);
        assertThat(guard.report().retries().refusedByBudget()).isGreaterThan(4_000);
    }

    @Test
    void a_quiet_time_pays_for_a_hundred_repetitions_and_no_more() {
        Guard guard = guard(Map.of("retries", "1", "breaker.failures", "1000000"));
        for (int i = 0; i < 5_000; i++) {
            guard.once(() -> 200, STATUS);
        }
        for (int i = 0; i < 200; i++) {
            guard.repeatedly(() -> called(503), STATUS);
        }
        assertThat(guard.report().retries().made()).isBetween(100L, 135L);
    }

    @Test
    void a_reserve_lets_the_first_calls_be_repeated() {
        Guard guard = guard(Map.of("retry-reserve", "2"));
        assertThat(guard.mayRepeat()).isTrue();
        assertThat(guard.mayRepeat()).isTrue();
        assertThat(guard.mayRepeat()).isFalse();
        assertThat(guard.report().retries()).isEqualTo(new GuardReport.Retries(2, 1));
    }

    @Test
    void nothing_is_repeated_that_the_caller_would_not_live_to_see() {
        Guard guard = guard(Map.of("retries", "3", "retry-percent", "100", "first-delay", "PT1S"));
        int status = Deadline.in(Duration.ofMillis(700), () -> time.nanos)
                .carriedBy(() -> guard.repeatedly(() -> called(503), STATUS))
                .get();
        assertThat(status).isEqualTo(503);
        assertThat(calls).hasValue(1);
    }

    @Test
    void nothing_is_called_for_a_caller_whose_time_is_up() {
        Guard guard = guard(Map.of());
        Deadline deadline = Deadline.in(Duration.ofSeconds(1), () -> time.nanos);
        time.pass(1);
        assertThatThrownBy(() -> deadline.carriedBy(() -> guard.once(() -> called(200), STATUS))
                        .get())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(CommonError.GATEWAY_TIMEOUT));
        assertThat(calls).hasValue(0);
        assertThat(guard.report().calls()).isEqualTo(new GuardReport.Calls(0, 0, 0, 0));
    }

    @Test
    void a_call_that_takes_too_long_is_ended_and_counts_as_a_failure() throws InterruptedException {
        Guard guard = guard(Map.of("time-out", "PT0.05S"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interruptedAfterwards = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                guard.once(GuardTest::endless, STATUS);
            } catch (RuntimeException e) {
                thrown.set(e);
            }
            interruptedAfterwards.set(Thread.currentThread().isInterrupted());
        });
        thread.join();
        assertThat(thrown.get()).isInstanceOf(TimedOut.class);
        assertThat(interruptedAfterwards.get()).isFalse();
        assertThat(guard.report().lastFailure().kind()).isEqualTo("timed out");
    }

    @Test
    void a_call_is_given_no_more_time_than_its_caller_has() throws InterruptedException {
        Guard guard = guard(Map.of("time-out", "PT1H"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                int status = Deadline.in(Duration.ofMillis(50))
                        .carriedBy(() -> guard.once(GuardTest::endless, STATUS))
                        .get();
                thrown.set(new AssertionError("answered " + status));
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        thread.join();
        assertThat(thrown.get()).isInstanceOf(TimedOut.class);
    }

    @Test
    void an_interruption_by_somebody_else_is_not_swallowed() {
        Guard guard = guard(Map.of());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> guard.once(GuardTest::endless, STATUS)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_guard_costs_microseconds() {
        Guard guard = guard(Map.of("breaker.percent", "50"));
        int rounds = 20_000;
        List<Long> best = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            long began = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                guard.once(() -> 200, STATUS);
            }
            best.add((System.nanoTime() - began) / rounds);
        }
        assertThat(best.stream().mapToLong(Long::longValue).min().orElseThrow())
                .as("ns a call, of %s", best)
                .isLessThan(50_000);
    }

    private static int endless() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return 200;
    }

    private int called(int status) {
        calls.incrementAndGet();
        return status;
    }

    private static void fail(Guard guard, int times) {
        for (int i = 0; i < times; i++) {
            guard.once(() -> 500, STATUS);
        }
    }

    private Guard guard(Map<String, String> settings) {
        return Guards.of(
                        name -> name.equals(Guards.CLIENTS)
                                ? Optional.of("stock, other")
                                : Optional.ofNullable(settings.get(name.replace("tradepost.clients.stock.", ""))),
                        time.time())
                .of("stock");
    }
}
