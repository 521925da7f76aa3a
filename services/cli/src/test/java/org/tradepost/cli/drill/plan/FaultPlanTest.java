package org.tradepost.cli.drill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.drill.fault.Fault;
import org.tradepost.cli.drill.fault.FaultKind;

class FaultPlanTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
        FaultPlan plan = FaultPlan.draw(42, TEN_MINUTES, ALL);
        assertThat(FaultPlan.draw(42, TEN_MINUTES, ALL)).isEqualTo(plan);
        assertThat(FaultPlan.draw(43, TEN_MINUTES, ALL)).isNotEqualTo(plan);
    }

    @Test
    void tenMinutesHaveRoomForEveryKind() {
        for (long seed = 1; seed <= 50; seed++) {
            FaultPlan plan = FaultPlan.draw(seed, TEN_MINUTES, ALL);
            assertThat(plan.notRun()).as("seed %d", seed).isEmpty();
            assertThat(plan.faults().stream().map(Fault::kind).collect(Collectors.toSet()))
                    .isEqualTo(ALL);
        }
    }

    @Test
    void withinALaneOneFaultIsOverBeforeTheNextBeginsAndAllBeforeTheEnd() {
        for (long seed = 1; seed <= 50; seed++) {
            FaultPlan plan = FaultPlan.draw(seed, TEN_MINUTES, ALL);
            for (FaultPlan.Lane lane : FaultPlan.Lane.values()) {
                Duration free = Duration.ZERO;
                for (Fault fault : plan.of(lane)) {
                    assertThat(fault.at()).isGreaterThan(free);
                    free = fault.at().plus(fault.hold()).plus(DrillPlatform.nominal(fault.kind(), fault.target()));
                }
                assertThat(free).isLessThanOrEqualTo(TEN_MINUTES);
            }
        }
    }

    @Test
    void everyTargetComesOnceBeforeOneComesTwice() {
        FaultPlan plan = FaultPlan.draw(7, Duration.ofMinutes(30), EnumSet.of(FaultKind.RESET));
        List<String> all = DrillPlatform.targets(FaultKind.RESET);
        List<String> first =
                plan.faults().stream().limit(all.size()).map(Fault::target).toList();
        assertThat(first).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void leavingAKindOutOfOneLaneDoesNotChangeTheOther() {
        FaultPlan all = FaultPlan.draw(5, TEN_MINUTES, ALL);
        FaultPlan fewer = FaultPlan.draw(5, TEN_MINUTES, EnumSet.complementOf(EnumSet.of(FaultKind.CUT)));
        assertThat(fewer.of(FaultPlan.Lane.PROCESSES)).isEqualTo(all.of(FaultPlan.Lane.PROCESSES));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        FaultPlan plan = FaultPlan.draw(1, Duration.ofSeconds(3), ALL);
        assertThat(plan.notRun())
                .anySatisfy(line -> assertThat(line).isEqualTo("rolling-restart: does not fit into 3 s"));
        Set<String> planned =
                plan.faults().stream().map(fault -> fault.kind().toString()).collect(Collectors.toSet());
        assertThat(plan.notRun()).hasSize(ALL.size() - planned.size());
    }

    @Test
    void nothingAskedForIsNothingPlanned() {
        assertThat(FaultPlan.draw(1, TEN_MINUTES, Set.of())).isEqualTo(new FaultPlan(List.of(), List.of()));
    }
}
