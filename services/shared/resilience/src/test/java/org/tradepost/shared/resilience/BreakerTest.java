package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.shared.resilience.Breaker.State.CLOSED;
import static org.tradepost.shared.resilience.Breaker.State.HALF_OPEN;
import static org.tradepost.shared.resilience.Breaker.State.OPEN;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.resilience.ClientPolicy.BreakerPolicy;

class BreakerTest {

    private final FakeTime time = new FakeTime();
    private final Breaker payments =
            breaker(new BreakerPolicy(5, Duration.ofSeconds(60), 0, Duration.ofSeconds(30), 10, 3));

    @Test
    void five_failures_in_sixty_seconds_open_it() {
        fail(payments, 4);
        assertThat(state(payments)).isEqualTo(CLOSED);
        time.pass(60);
        fail(payments, 1);
        assertThat(state(payments)).isEqualTo(OPEN);
        assertThat(payments.enter()).isNegative();
    }

    @Test
    void five_failures_in_more_than_sixty_seconds_do_not() {
        fail(payments, 1);
        time.pass(Duration.ofMillis(60_001));
        fail(payments, 4);
        assertThat(state(payments)).isEqualTo(CLOSED);
        fail(payments, 1);
        assertThat(state(payments)).isEqualTo(OPEN);
    }

    @Test
    void successes_in_between_do_not_keep_it_closed() {
        for (int i = 0; i < 5; i++) {
            succeed(payments, 100);
            fail(payments, 1);
        }
        assertThat(state(payments)).isEqualTo(OPEN);
    }

    @Test
    void it_says_how_long_it_will_refuse() {
        assertThat(payments.refusing()).isEmpty();
        fail(payments, 5);
        time.pass(12);
        assertThat(payments.refusing()).contains(Duration.ofSeconds(18));
    }

    @Test
    void after_thirty_seconds_ten_calls_are_let_through_and_no_more() {
        fail(payments, 5);
        time.pass(Duration.ofMillis(29_999));
        assertThat(payments.enter()).isNegative();
        time.pass(Duration.ofMillis(1));
        for (int i = 0; i < 10; i++) {
            assertThat(payments.enter()).isNotNegative();
        }
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        assertThat(payments.enter()).isNegative();
        assertThat(payments.refusing()).isPresent();
    }

    @Test
    void three_successes_of_those_close_it() {
        fail(payments, 5);
        time.pass(30);
        succeed(payments, 2);
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        fail(payments, 7);
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        succeed(payments, 1);
        assertThat(state(payments)).isEqualTo(CLOSED);
        fail(payments, 4);
        assertThat(state(payments)).as("old failures are forgotten").isEqualTo(CLOSED);
    }

    @Test
    void it_opens_again_once_three_successes_cannot_be_reached() {
        fail(payments, 5);
        time.pass(30);
        fail(payments, 7);
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        fail(payments, 1);
        assertThat(state(payments)).isEqualTo(OPEN);
        assertThat(payments.refusing()).contains(Duration.ofSeconds(30));
    }

    @Test
    void where_all_trial_calls_must_succeed_one_failure_opens_it_again() {
        Breaker standard = breaker(ClientPolicy.STANDARD.breaker());
        fail(standard, 10);
        time.pass(10);
        succeed(standard, 4);
        fail(standard, 1);
        assertThat(state(standard)).isEqualTo(OPEN);
        time.pass(10);
        succeed(standard, 5);
        assertThat(state(standard)).isEqualTo(CLOSED);
    }

    @Test
    void a_trial_call_that_said_nothing_is_replaced() {
        fail(payments, 5);
        time.pass(30);
        for (int i = 0; i < 50; i++) {
            payments.abandoned(payments.enter());
        }
        succeed(payments, 3);
        assertThat(state(payments)).isEqualTo(CLOSED);
    }

    @Test
    void results_of_calls_from_before_a_change_do_not_change_it_again() {
        long early = payments.enter();
        long other = payments.enter();
        fail(payments, 5);
        time.pass(30);
        succeed(payments, 2);
        payments.succeeded(early);
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        succeed(payments, 1);
        payments.failed(other, "late");
        fail(payments, 4);
        assertThat(state(payments)).isEqualTo(CLOSED);
    }

    @Test
    void it_knows_totals_runs_the_last_failure_and_the_last_change() {
        succeed(payments, 3);
        fail(payments, 5);
        var opened = time.now();
        time.pass(31);
        succeed(payments, 1);
        Breaker.Figures figures = payments.figures();
        assertThat(figures.successes()).isEqualTo(4);
        assertThat(figures.failures()).isEqualTo(5);
        assertThat(figures.consecutiveSuccesses()).isEqualTo(1);
        assertThat(figures.consecutiveFailures()).isZero();
        assertThat(figures.lastFailure()).isEqualTo(opened);
        assertThat(figures.lastFailureKind()).isEqualTo("HTTP 503");
        assertThat(figures.lastChange()).isEqualTo(time.now());
    }

    @Test
    void one_that_opened_for_want_of_a_connection_lets_calls_through_once_there_is_one() {
        for (int i = 0; i < 5; i++) {
            payments.failed(payments.enter(), i % 2 == 0 ? "no connection" : "connection lost");
        }
        time.pass(2);
        assertThat(payments.enter()).isNegative();
        assertThat(payments.waitsForConnection()).isTrue();
        payments.reached();
        assertThat(state(payments)).isEqualTo(HALF_OPEN);
        for (int i = 0; i < 8; i++) {
            payments.failed(payments.enter(), "HTTP 500");
        }
        assertThat(state(payments)).isEqualTo(OPEN);
        assertThat(payments.waitsForConnection()).isFalse();
    }

    @Test
    void one_that_opened_for_errors_stays_open_for_its_time_though_somebody_answers() {
        payments.failed(payments.enter(), "no connection");
        fail(payments, 4);
        assertThat(payments.waitsForConnection()).isFalse();
        payments.reached();
        assertThat(state(payments)).isEqualTo(OPEN);
    }

    @Test
    void with_a_share_few_failures_among_many_calls_do_not_open_it() {
        Breaker shared = breaker(new BreakerPolicy(10, Duration.ofSeconds(30), 50, Duration.ofSeconds(10), 5, 5));
        for (int i = 0; i < 20; i++) {
            succeed(shared, 10);
            fail(shared, 1);
        }
        assertThat(state(shared)).isEqualTo(CLOSED);
        time.pass(31);
        fail(shared, 10);
        assertThat(state(shared)).isEqualTo(OPEN);
    }

    private Breaker breaker(BreakerPolicy policy) {
        return new Breaker(policy, () -> time.nanos, time::now);
    }

    private static void succeed(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded(breaker.enter());
        }
    }

    private static void fail(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.enter(), "HTTP 503");
        }
    }

    private static Breaker.State state(Breaker breaker) {
        return breaker.figures().state();
    }
}
