package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrillLayoutTest {

    @Test
    void orders_and_payments_have_two_processes() {
        assertThat(DrillLayout.processes())
                .containsExactly(
                        "users",
                        "catalog",
                        "payments",
                        "payments-2",
                        "orders",
                        "orders-2",
                        "gateway",
                        "postgresql",
                        "kafka");
    }

    @Test
    void every_process_has_links_of_its_own() {
        assertThat(DrillLayout.links())
                .contains(
                        "gateway>orders",
                        "orders>payments",
                        "orders-2>payments",
                        "payments-2>kafka",
                        "users>postgresql")
                .doesNotHaveDuplicates()
                .noneMatch(link -> link.endsWith("-2"));
    }

    @Test
    void rolling_restart_of_all_takes_every_server_and_of_a_service_its_processes() {
        assertThat(DrillLayout.rolled("all")).isEqualTo(DrillLayout.servers());
        assertThat(DrillLayout.rolled("orders")).containsExactly("orders", "orders-2");
        assertThat(DrillLayout.rolled("gateway")).containsExactly("gateway");
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void every_kind_has_targets_and_a_time_for_each(FaultKind kind) {
        var targets = DrillPlatform.targets(kind);

        assertThat(targets).isNotEmpty().isEqualTo(DrillPlatform.targets(kind));
        assertThat(new HashSet<>(targets)).hasSameSizeAs(targets);
        assertThat(targets).allSatisfy(target -> assertThat(DrillPlatform.nominal(kind, target))
                .isBetween(Duration.ZERO, Duration.ofMinutes(5)));
    }

    @Test
    void what_needs_a_virtual_machine_to_start_takes_longer_than_what_does_not() {
        assertThat(DrillPlatform.nominal(FaultKind.KILL, "orders"))
                .isGreaterThan(DrillPlatform.nominal(FaultKind.KILL, "postgresql"));
        assertThat(DrillPlatform.nominal(FaultKind.ROLLING_RESTART, "all"))
                .isGreaterThan(DrillPlatform.nominal(FaultKind.ROLLING_RESTART, "orders"));
        assertThat(DrillPlatform.nominal(FaultKind.CUT, "orders>payments")).isZero();
    }
}
