package org.tradepost.catalog.commandqueue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.about;
import static org.tradepost.catalog.commandqueue.control.CommandFixture.adjust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.commandqueue.entity.Command;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.catalog.commandqueue.entity.QueueDepth;
import org.tradepost.shared.paging.PageRequest;

class CommandWorkerIT {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private CatalogFixture catalog;
    private CommandFixture queue;

    /** Dies, in the way a killed process does, just before an end is recorded. */
    private final class Killed extends CommandRows {

        static final String WHERE = "killed before the end";

        Killed() {
            super(catalog.jdbi);
        }

        @Override
        boolean end(ClaimedCommand command, CommandState state, JsonNode result, String failure) {
            throw new AssertionError(WHERE);
        }
    }

    @BeforeEach
    void open() {
        catalog = new CatalogFixture();
        queue = new CommandFixture(catalog);
        catalog.stocked("A", 5);
    }

    @Test
    void stockIsAdjustedWithItsLedgerEventAndEntry() {
        UUID id = queue.accepted(adjust("A", 3));
        assertThat(queue.worker().work()).isOne();
        Command done = queue.command(id);
        assertThat(done.state()).isEqualTo(CommandState.DONE);
        assertThat(done.result()).hasToString("{\"sku\":\"A\",\"onHand\":8,\"reserved\":0,\"available\":8}");
        assertThat(catalog.level("A").onHand()).isEqualTo(8);
        assertThat(catalog.unbalanced()).isEmpty();
        assertThat(payloads("tradepost.catalog")).last().asString().contains("stock-adjusted", "\"delta\":3");
        assertThat(payloads("tradepost.audit"))
                .last()
                .asString()
                .contains("\"stock.adjusted\"", "request-1", CatalogFixture.EDITOR.toString())
                .doesNotContain("192.0.2.1");
        assertThat(queue.worker().work()).isZero();
    }

    @Test
    void aProcessThatIsKilledBeforeTheEndLeavesTheEffectToAnother() {
        UUID id = queue.accepted(adjust("A", 3));
        CommandWorker killed = queue.worker(new Killed());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(killed::work)).hasMessage(Killed.WHERE);
        assertThat(catalog.level("A").onHand()).as("rolled back").isEqualTo(5);
        assertThat(queue.worker().work()).as("while the lease holds").isZero();
        queue.elapse();
        assertThat(queue.worker().work()).isOne();
        assertThat(catalog.level("A").onHand()).isEqualTo(8);
        assertThat(queue.command(id).attempts()).isEqualTo(2);
    }

    @Test
    void aWorkerWhoseLeaseIsOverCannotEndWhatAnotherDoes() {
        UUID id = queue.accepted(adjust("A", 3));
        ClaimedCommand late = queue.rows.claim(CommandFixture.QUEUE, 1, LEASE).getFirst();
        queue.elapse();
        CommandRows overtaken = new CommandRows(catalog.jdbi) {
            @Override
            List<ClaimedCommand> claim(String name, int most, Duration lease) {
                return List.of(late);
            }
        };
        assertThat(queue.worker().work()).isOne();
        assertThat(queue.worker(overtaken).work()).isOne();
        assertThat(catalog.level("A").onHand()).isEqualTo(8);
        assertThat(queue.command(id).state()).isEqualTo(CommandState.DONE);
        assertThat(queue.ended).containsExactly("stock.adjust done");
    }

    @Test
    void aRefusalIsFinalAndVisible() {
        UUID unknown = queue.accepted(adjust("none", 1));
        UUID tooMuch = queue.accepted(adjust("A", -6));
        assertThat(queue.worker().work()).isEqualTo(2);
        assertThat(queue.command(unknown).failure()).isEqualTo("NOT_FOUND: There is no such product");
        assertThat(queue.command(tooMuch).failure()).startsWith("STOCK_BELOW_RESERVED: ");
        assertThat(catalog.level("A").onHand()).isEqualTo(5);
        assertThat(queue.log
                        .page(CommandFixture.QUEUE, CommandState.FAILED, PageRequest.of(null, null, 1))
                        .items())
                .extracting(Command::id)
                .containsExactly(tooMuch, unknown);
        assertThat(queue.ended).containsExactly("stock.adjust failed", "stock.adjust failed");
    }

    @Test
    void whatFailsOtherwiseIsTriedAgainUntilTheLimit() {
        UUID id = queue.accepted(adjust("A", 3));
        catalog.database.ownerJdbi().useHandle(handle -> handle.execute("ALTER TABLE stock_adjustment RENAME TO gone"));
        for (int attempt = 1; attempt <= CommandWorker.MOST_ATTEMPTS; attempt++) {
            assertThat(queue.command(id).state()).isEqualTo(CommandState.WAITING);
            assertThat(queue.worker().work()).isOne();
            assertThat(queue.worker().work()).as("during the pause").isZero();
            queue.elapse();
        }
        assertThat(queue.command(id).state()).isEqualTo(CommandState.FAILED);
        assertThat(queue.command(id).failure()).contains("in the last of 5 attempts");
        assertThat(queue.ended).hasSize(5).endsWith("stock.adjust failed").startsWith("stock.adjust retried");
        assertThat(catalog.level("A").onHand()).isEqualTo(5);
    }

    @Test
    void whatKillsEveryProcessThatBeginsItIsGivenUp() {
        UUID id = queue.accepted(adjust("A", 3));
        for (int attempt = 1; attempt <= CommandWorker.MOST_ATTEMPTS; attempt++) {
            queue.rows.claim(CommandFixture.QUEUE, 1, LEASE);
            queue.elapse();
        }
        queue.worker().work();
        assertThat(queue.command(id).failure()).isEqualTo("It did not end in 5 attempts");
        assertThat(catalog.level("A").onHand()).isEqualTo(5);
    }

    @Test
    void anUnknownTypeIsRejectedAndKept() {
        UUID id = queue.accepted(about("stock.count", "A"));
        queue.worker().work();
        Command rejected = queue.command(id);
        assertThat(rejected.state()).isEqualTo(CommandState.REJECTED);
        assertThat(rejected.failure()).isEqualTo("No handler knows this type");
        assertThat(rejected.fields()).hasToString("{\"sku\":\"A\"}");
        assertThat(queue.ended).containsExactly("stock.count rejected");
    }

    @Test
    void theCacheIsShownFilledFromTheDatabaseAndEmptied() {
        catalog.create(details("B", "first", true));
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = 'second' WHERE sku = 'B'"));
        assertThat(result(about("cache.get", "B"))).contains("\"kept\":true", "\"name\":\"first\"");
        assertThat(result(about("cache.set", "B"))).contains("\"kept\":true", "\"name\":\"second\"");
        assertThat(result(about("cache.get", "B"))).contains("\"name\":\"second\"");
        assertThat(result(about("cache.invalidate", "B"))).isEqualTo("{\"sku\":\"B\"}");
        assertThat(result(about("cache.get", "B"))).isEqualTo("{\"kept\":false}");
        assertThat(payloads("tradepost.catalog")).last().asString().contains("cache-invalidated", "\"skus\":[\"B\"]");
        assertThat(result(about("cache.set", "none"))).as("known not to exist").isEqualTo("{\"kept\":true}");
    }

    @Test
    void commandsAreDoneInTheOrderOfTheirAcceptance() {
        queue.accept(adjust("A", -5), adjust("A", 2), adjust("A", -2));
        queue.worker().work();
        assertThat(queue.ended).containsOnly("stock.adjust done").hasSize(3);
        assertThat(catalog.level("A").onHand()).isZero();
    }

    @Test
    void whatEndedIsKeptForAWeek() {
        UUID old = queue.accepted(adjust("A", 1));
        UUID waits = queue.accepted(about("cache.get", "A"));
        catalog.jdbi.useHandle(handle -> handle.execute(
                "UPDATE command SET state = 'DONE', ended_at = now() - interval '8 days' WHERE id = ?", old));
        catalog.jdbi.useHandle(handle ->
                handle.execute("UPDATE command SET accepted_at = now() - interval '30 days' WHERE id = ?", waits));
        QueueDepth waiting = new QueueDepth(Map.of(CommandState.WAITING, 1L), 30 * 86_400L);
        assertThat(queue.log.waiting()).isEqualTo(Map.of(CommandFixture.QUEUE, waiting));
        assertThat(queue.log.depths().get(CommandFixture.QUEUE))
                .isEqualTo(new QueueDepth(Map.of(CommandState.WAITING, 1L, CommandState.DONE, 1L), 30 * 86_400L));
        assertThat(queue.log.removeOld()).isOne();
        assertThat(queue.log.find(CommandFixture.QUEUE, old)).isEmpty();
        assertThat(queue.command(waits).state()).isEqualTo(CommandState.WAITING);
    }

    private String result(Submission submission) {
        UUID id = queue.accepted(submission);
        queue.worker().work();
        return queue.command(id).result().toString();
    }

    private List<String> payloads(String topic) {
        return catalog.jdbi.withHandle(
                handle -> handle.createQuery("SELECT payload FROM outbox WHERE topic = :topic ORDER BY id")
                        .bind("topic", topic)
                        .mapTo(String.class)
                        .list());
    }
}
