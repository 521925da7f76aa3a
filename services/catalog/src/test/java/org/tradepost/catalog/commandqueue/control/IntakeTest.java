package org.tradepost.catalog.commandqueue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.catalog.Refusals.assertRefused;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.about;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.commandqueue.control.AcceptCommands.Outcome;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class IntakeTest {

    private static final Submission ANY = about("cache.get", "A");

    private final List<Integer> groups = new ArrayList<>();
    private final Intake intake = new Intake("stock", 2, this::accept);

    @Test
    void whoFindsTheStageFullIsRefusedAtOnceAndTheOthersAreTakenTogether() throws Exception {
        CompletableFuture<Outcome.Accepted> first = intake.offer(ANY);
        CompletableFuture<Outcome.Accepted> second = intake.offer(ANY);
        assertRefused(CatalogError.QUEUE_FULL, () -> intake.offer(ANY));
        assertThat(first).isNotDone();
        intake.round();
        assertThat(groups).containsExactly(2);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(intake.offer(ANY)).isNotDone();
    }

    @Test
    void eachProducerHasTheOutcomeOfItsOwnSubmission() throws Exception {
        Intake choosy = new Intake(
                "stock",
                2,
                group -> List.of(
                        new Outcome.Accepted(new UUID(0, 1), false),
                        new Outcome.Refused(AcceptCommands.full("stock"))));
        CompletableFuture<Outcome.Accepted> first = choosy.offer(ANY);
        CompletableFuture<Outcome.Accepted> second = choosy.offer(ANY);
        choosy.round();
        assertThat(first.get().id()).isEqualTo(new UUID(0, 1));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(second::get)
                .havingCause()
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aGroupThatFailsIsToldSoAndTheNextOneIsTaken() throws Exception {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("no database")));
        Intake failing = new Intake("stock", 2, group -> {
            if (!failures.isEmpty()) {
                throw failures.removeFirst();
            }
            return accept(group);
        });
        CompletableFuture<Outcome.Accepted> unlucky = failing.offer(ANY);
        failing.round();
        assertThatThrownBy(unlucky::get).hasRootCauseMessage("no database");
        CompletableFuture<Outcome.Accepted> lucky = failing.offer(ANY);
        failing.round();
        assertThat(lucky).isCompleted();
    }

    @Test
    void aStageThatClosesTurnsAwayWhoWaitsThereAndWhoComes() {
        CompletableFuture<Outcome.Accepted> waits = intake.offer(ANY);
        intake.close();
        CompletableFuture<Outcome.Accepted> comes = intake.offer(ANY);
        for (CompletableFuture<Outcome.Accepted> answer : List.of(waits, comes)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(answer::get)
                    .withCauseInstanceOf(ProblemException.class)
                    .satisfies(failure -> assertThat(((ProblemException) failure.getCause()).code())
                            .isEqualTo(CommonError.SERVICE_UNAVAILABLE));
        }
        assertThat(groups).isEmpty();
    }

    private List<Outcome> accept(List<Submission> group) {
        groups.add(group.size());
        return group.stream()
                .<Outcome>map(submission -> new Outcome.Accepted(UUID.randomUUID(), false))
                .toList();
    }
}
