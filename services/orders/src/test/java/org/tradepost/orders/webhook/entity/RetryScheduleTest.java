package org.tradepost.orders.webhook.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private final RetrySchedule shortest = new RetrySchedule(() -> 0);
    private final RetrySchedule longest = new RetrySchedule(() -> 1);

    @ParameterizedTest
    @CsvSource({"1,PT5S", "2,PT5M", "3,PT30M", "4,PT2H", "5,PT5H", "6,PT10H", "7,PT14H", "8,PT20H", "9,PT24H"})
    void pausesAreThoseOfTheStandardAndAtMostAFifthMore(int attempts, Duration pause) {
        assertThat(shortest.next(attempts, Duration.ZERO)).contains(pause);
        assertThat(longest.next(attempts, Duration.ZERO))
                .contains(pause.multipliedBy(6).dividedBy(5));
    }

    @Test
    void afterThreeDaysThereIsNoNext() {
        Duration all = IntStream.range(1, RetrySchedule.ATTEMPTS)
                .mapToObj(n -> shortest.next(n, Duration.ZERO).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofDays(3), Duration.ofDays(4));
        assertThat(shortest.next(RetrySchedule.ATTEMPTS, Duration.ZERO)).isEmpty();
        assertThat(shortest.next(RetrySchedule.ATTEMPTS, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aReceiverMayAskForMoreTimeUpToADayButNotForLess() {
        assertThat(shortest.next(1, Duration.ofMinutes(1))).contains(Duration.ofMinutes(1));
        assertThat(shortest.next(2, Duration.ofMinutes(1))).contains(Duration.ofMinutes(5));
        assertThat(shortest.next(1, Duration.ofDays(30))).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "120,PT2M",
        "' 7 ',PT7S",
        "0,PT0S",
        "-5,PT0S",
        "soon,PT0S",
        "'',PT0S",
        "99999999999,PT0S",
        "'Wed, 21 Oct 2026 07:28:30 GMT',PT30S",
        "'Wed, 21 Oct 2026 07:00:00 GMT',PT0S"
    })
    void whatWasAskedForIsSecondsOrADate(String header, Duration wait) {
        assertThat(RetryAfter.read(header, Instant.parse("2026-10-21T07:28:00Z")))
                .isEqualTo(wait);
    }

    @Test
    void nothingAskedForIsNoTime() {
        assertThat(RetryAfter.read(null, Instant.now())).isZero();
    }
}
