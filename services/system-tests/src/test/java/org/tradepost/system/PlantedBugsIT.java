package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.verify.PlatformAudit;
import org.tradepost.cli.verify.VerifyReport;

/**
 * Known bugs, planted one at a time, are each caught by what a crash leaves behind; and the same scenarios find nothing wrong with
 * the code as it is. Spoils the platform's data, so it needs one of its own.
 */
@Tag("planted")
class PlantedBugsIT {

    private static final Platform PLATFORM = Deployment.get().platform();
    private static final BugScenarios SCENARIOS = new BugScenarios(PLATFORM);

    /** What earlier bugs have left behind. */
    private static final Set<String> KNOWN = new HashSet<>();

    private static final String CALLER = "its caller";

    /** Who notices which bug: an invariant of verify, or the caller who gets an answer that must not be. */
    private static final Map<PlantedBug, String> CAUGHT_BY = Map.of(
            PlantedBug.NO_LEASE_FENCING, "captured-equals-confirmed-less-refunds",
            PlantedBug.RETRY_WITHOUT_KEY, "provider-agrees-with-payments",
            PlantedBug.COMPENSATES_COMPLETED_STEPS_ONLY, "provider-agrees-with-payments",
            PlantedBug.PUBLISHES_WITHOUT_OUTBOX, "order-events-are-told",
            PlantedBug.ACKNOWLEDGES_BEFORE_COMMIT, "events-take-effect",
            PlantedBug.RESERVES_IN_TWO_TRANSACTIONS, "reservations-have-live-orders",
            PlantedBug.KEY_REUSED_FOR_ANOTHER_BODY, CALLER);

    @BeforeAll
    static void withoutABugEveryScenarioEndsWell() {
        for (PlantedBug bug : PlantedBug.values()) {
            assertThat(SCENARIOS.endsWell(bug, Map.of()))
                    .as("%s, not planted", bug)
                    .isTrue();
        }
        VerifyReport report = new PlatformAudit(PLATFORM.installation()).verify();
        assertThat(report.ok()).as(report.text()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsCaught(PlantedBug bug) {
        boolean endedWell = SCENARIOS.endsWell(bug, bug.planted());
        String expected = CAUGHT_BY.get(bug);
        if (expected.equals(CALLER)) {
            assertThat(endedWell).as("%s goes unnoticed", bug).isFalse();
            return;
        }
        List<String> broken = new PlatformAudit(PLATFORM.installation())
                .verify().invariants().stream()
                        .filter(invariant -> invariant.breaches().stream()
                                        .filter(breach -> KNOWN.add(invariant.name() + " " + breach))
                                        .count()
                                > 0)
                        .map(VerifyReport.Result::name)
                        .toList();
        assertThat(broken).as("what %s breaks", bug).contains(expected);
    }
}
