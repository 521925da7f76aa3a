package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.commandqueue.control.AcceptCommands.Outcome;
import org.tradepost.catalog.commandqueue.entity.Command;
import org.tradepost.catalog.product.control.TendProductCache;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.Json;

/** One replica's queue over a catalog's database. */
final class CommandFixture {

    static final String QUEUE = "stock";
    static final long SIZE = 10;

    final CatalogFixture catalog;
    final CommandRows rows;
    final CommandLog log;
    final List<String> ended = new ArrayList<>();
    private final AcceptCommands accept;
    private final CommandHandlers handlers;

    CommandFixture(CatalogFixture catalog) {
        this.catalog = catalog;
        this.rows = new CommandRows(catalog.jdbi);
        this.log = new CommandLog(catalog.jdbi);
        this.accept = new AcceptCommands(rows, new IdempotencyRecords(catalog.jdbi), catalog.audit);
        this.handlers =
                new CommandHandlers(catalog.adjust, new TendProductCache(catalog.cached, catalog.productEvents));
    }

    CommandWorker worker() {
        return worker(rows);
    }

    CommandWorker worker(CommandRows seen) {
        CommandTransaction transaction = new CommandTransaction() {
            @Override
            public <T> T run(Supplier<T> work) {
                return catalog.inTransaction(work);
            }
        };
        return new CommandWorker(
                QUEUE, seen, handlers, transaction, (command, result) -> ended.add(command.type() + " " + result));
    }

    List<Outcome> accept(Submission... submissions) {
        return catalog.inTransaction(() -> accept.accept(QUEUE, SIZE, List.of(submissions)));
    }

    /** Has a command accepted that is expected to be. */
    UUID accepted(Submission submission) {
        return ((Outcome.Accepted) accept(submission).getFirst()).id();
    }

    Command command(UUID id) {
        return log.find(QUEUE, id).orElseThrow();
    }

    long waiting() {
        return catalog.inTransaction(() -> rows.lockAndCount(QUEUE));
    }

    /** Ends leases and pauses. */
    void elapse() {
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE command SET due_at = now()"));
    }

    static Submission adjust(String sku, long delta) {
        return submission(
                "stock.adjust", fields().put("sku", sku).put("delta", delta).put("reason", "goods in"), null);
    }

    static Submission about(String type, String sku) {
        return submission(type, fields().put("sku", sku), null);
    }

    static Submission submission(String type, ObjectNode fields, Submission.Key key) {
        Scene scene = new Scene(
                CatalogFixture.EDITOR.toString(), "tradepost", "login", "192.0.2.1", Correlation.of("request-1", null));
        return new Submission(QUEUE, type, fields, CatalogFixture.EDITOR, scene, key);
    }

    static ObjectNode fields() {
        return Json.mapper().createObjectNode();
    }
}
