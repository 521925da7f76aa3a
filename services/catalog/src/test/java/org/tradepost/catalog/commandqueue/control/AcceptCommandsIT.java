package org.tradepost.catalog.commandqueue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.adjust;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.fields;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.commandqueue.control.AcceptCommands.Outcome;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class AcceptCommandsIT {

    private CommandFixture queue;

    @BeforeEach
    void open() {
        queue = new CommandFixture(new CatalogFixture());
    }

    @Test
    void whatExceedsTheSizeIsRefusedAndNowhere() {
        List<Outcome> outcomes = queue.accept(
                IntStream.range(0, 12).mapToObj(i -> adjust("A", 1 + i)).toArray(Submission[]::new));
        assertThat(outcomes.subList(0, 10)).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(outcomes.subList(10, 12)).allSatisfy(outcome -> {
            ProblemException refusal = ((Outcome.Refused) outcome).refusal();
            assertThat(refusal.code()).isEqualTo(CatalogError.QUEUE_FULL);
            assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(queue.waiting()).isEqualTo(10);
        assertThat(entries()).isEqualTo(10);
    }

    @Test
    void racingProducersOfTwoReplicasNeverFillTheQueueBeyondItsSize() throws Exception {
        CommandFixture other = new CommandFixture(queue.catalog);
        for (int round = 0; round < 10; round++) {
            CyclicBarrier start = new CyclicBarrier(8);
            List<Callable<List<Outcome>>> producers = new ArrayList<>();
            for (int producer = 0; producer < 8; producer++) {
                CommandFixture replica = producer % 2 == 0 ? queue : other;
                producers.add(() -> {
                    start.await();
                    return replica.accept(adjust("A", 1), adjust("A", 2), adjust("A", 3));
                });
            }
            long accepted = 0;
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (Future<List<Outcome>> outcomes : threads.invokeAll(producers)) {
                    accepted += outcomes.get().stream()
                            .filter(Outcome.Accepted.class::isInstance)
                            .count();
                }
            }
            assertThat(accepted).isEqualTo(CommandFixture.SIZE);
            assertThat(queue.waiting()).isEqualTo(CommandFixture.SIZE);
            queue.catalog.jdbi.useHandle(handle ->
                    handle.execute("UPDATE command SET state = 'DONE', ended_at = now() WHERE state = 'WAITING'"));
        }
    }

    @Test
    void aKeyIsAcceptedOnceAlsoWithinOneGroup() {
        Submission first = keyed("k", 1, "content");
        List<Outcome> outcomes = queue.accept(first, first);
        UUID id = ((Outcome.Accepted) outcomes.get(0)).id();
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Accepted(id, true));
        assertThat(queue.accept(first)).containsExactly(new Outcome.Accepted(id, true));
        assertThat(queue.waiting()).isOne();
        assertThat(((Outcome.Refused) queue.accept(keyed("k", 1, "other")).getFirst())
                        .refusal()
                        .code())
                .isEqualTo(CommonError.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void aKeyThatWasRefusedForWantOfRoomIsAcceptedLater() {
        queue.accept(IntStream.range(0, 10).mapToObj(i -> adjust("A", 1)).toArray(Submission[]::new));
        assertThat(queue.accept(keyed("late", 1, "content"))).allMatch(Outcome.Refused.class::isInstance);
        queue.worker().work();
        assertThat(queue.accept(keyed("late", 1, "content"))).allMatch(Outcome.Accepted.class::isInstance);
    }

    @Test
    void anEntryInTheAuditLogSaysWhoSentWhat() {
        UUID id = queue.accepted(adjust("A", 1));
        String entry = queue.catalog.jdbi.withHandle(
                handle -> handle.createQuery("SELECT payload FROM outbox WHERE topic = 'tradepost.audit'")
                        .mapTo(String.class)
                        .one());
        assertThat(entry)
                .contains("\"command.accepted\"", id.toString(), "stock.adjust", CatalogFixture.EDITOR.toString())
                .contains("192.0.2.1");
        String kept = queue.catalog.jdbi.withHandle(handle -> handle.createQuery("SELECT origin FROM command")
                .mapTo(String.class)
                .one());
        assertThat(kept).contains("request-1").doesNotContain("192.0.2.1");
    }

    private long entries() {
        return queue.catalog.jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM outbox WHERE topic = 'tradepost.audit'")
                        .mapTo(Long.class)
                        .one());
    }

    private static Submission keyed(String key, long delta, String content) {
        return submission(
                "stock.adjust",
                fields().put("sku", "A").put("delta", delta).put("reason", "x"),
                new Submission.Key(
                        "somebody", key, "POST queue", content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
