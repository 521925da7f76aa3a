package org.tradepost.cli.command.users;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.CommandFailure;

class CallBreakerTest {

    private final AtomicLong now = new AtomicLong();
    private final CallBreaker breaker = new CallBreaker(3, Duration.ofSeconds(10), now::get);

    @Test
    void itOpensAtSoManyFailuresInARowAndLetsOneThroughLater() {
        fail(2);
        assertThatCode(breaker::enter).doesNotThrowAnyException();
        fail(1);
        assertThatThrownBy(breaker::enter)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("3 times")
                .hasMessageContaining("10000 ms");

        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThatCode(breaker::enter).doesNotThrowAnyException();
        fail(1);
        assertThatThrownBy(breaker::enter).isInstanceOf(CommandFailure.class);
    }

    @Test
    void aSuccessClosesIt() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
