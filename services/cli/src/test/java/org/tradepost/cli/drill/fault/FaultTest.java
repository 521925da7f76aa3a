package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

    private static Fault fault(long detail) {
        return new Fault(FaultKind.DELAY, "orders>payments", Duration.ZERO, Duration.ofSeconds(5), detail);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void kind_is_found_by_what_people_type(FaultKind kind) {
        assertThat(FaultKind.named(kind.toString())).contains(kind);
        assertThat(kind.toString()).matches("[a-z]+(-[a-z]+)?");
    }

    @Test
    void what_nobody_types_is_no_kind() {
        assertThat(FaultKind.named("LOST_ANSWER")).isEmpty();
        assertThat(FaultKind.LOST_ANSWER).hasToString("lost-answer");
    }

    @Test
    void any_detail_gives_a_delay_within_bounds() {
        for (long detail : new long[] {Long.MIN_VALUE, -1, 0, 450, 451, Long.MAX_VALUE}) {
            assertThat(fault(detail).delay()).isBetween(Duration.ofMillis(50), Duration.ofMillis(500));
        }
        assertThat(fault(0).delay()).isNotEqualTo(fault(1).delay());
    }

    @Test
    void detail_decides_the_direction_of_a_clock_and_the_manner_of_a_cut() {
        assertThat(fault(2).clockOffset()).isEqualTo(Duration.ofSeconds(400));
        assertThat(fault(-3).clockOffset()).isEqualTo(Duration.ofSeconds(-400));
        assertThat(fault(2).isSilent()).isFalse();
        assertThat(fault(-3).isSilent()).isTrue();
    }
}
