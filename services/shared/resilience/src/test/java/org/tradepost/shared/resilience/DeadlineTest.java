package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.ProblemException;

class DeadlineTest {

    private final FakeTime time = new FakeTime();

    @Test
    void what_is_left_shrinks_from_hop_to_hop() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(5), () -> time.nanos);
        time.pass(2);
        assertThat(deadline.header()).isEqualTo("3000");
        time.pass(7);
        assertThat(deadline.header()).isEqualTo("0");
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void only_a_number_of_milliseconds_is_a_deadline() {
        assertThat(Deadline.of("2500").orElseThrow().left())
                .isBetween(Duration.ofMillis(2000), Duration.ofMillis(2500));
        for (String other : new String[] {null, "", "-1", "5S", "1.5", " 5", "123456789"}) {
            assertThat(Deadline.of(other)).as(other).isEmpty();
        }
    }

    @Test
    void work_is_bound_to_it_and_what_comes_after_is_not() {
        Deadline deadline = Deadline.in(Duration.ZERO, () -> time.nanos);
        assertThatThrownBy(() -> deadline.carriedBy(() -> {
                            Deadline.requireTime();
                            return null;
                        })
                        .get())
                .isInstanceOf(ProblemException.class);
        assertThat(Deadline.current()).isEmpty();
        assertThatCode(Deadline::requireTime).doesNotThrowAnyException();
    }
}
