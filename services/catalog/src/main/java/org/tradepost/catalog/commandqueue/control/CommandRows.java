package org.tradepost.catalog.commandqueue.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.shared.rest.Json;

/** The table of commands as those see it who accept and do them. */
@ApplicationScoped
public class CommandRows {

    /** Tells these locks from others under the same text. */
    private static final int LOCK_SEED = 60;

    private static final String INSERT =
            """
            INSERT INTO command (id, queue, type, fields, actor_id, origin)
            VALUES (:id, :queue, :type, :fields, :actor, :origin)""";

    // Looked up by the key, whatever the planner believes of the table, whose size changes all the time.
    private static final String CLAIM =
            """
            UPDATE command SET attempts = attempts + 1, due_at = now() + make_interval(secs => :lease)
            WHERE id = ANY(ARRAY(
                SELECT id FROM command WHERE queue = :queue AND state = 'WAITING' AND due_at <= now()
                ORDER BY position LIMIT :most FOR UPDATE SKIP LOCKED))
            RETURNING id, position, queue, type, fields, actor_id, origin, attempts""";

    private static final String OURS = " WHERE id = :id AND attempts = :attempt AND state = 'WAITING'";

    private final Jdbi jdbi;

    @Inject
    public CommandRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected CommandRows() {
        this(null);
    }

    /** Keeps all other producers out of a queue until the transaction ends, and counts what waits there. */
    long lockAndCount(String queue) {
        return jdbi.withHandle(handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, ?))", queue, LOCK_SEED);
            // A statement of its own, so that it sees what the producer before has committed.
            return handle.createQuery("SELECT count(*) FROM command WHERE queue = :queue AND state = 'WAITING'")
                    .bind("queue", queue)
                    .mapTo(Long.class)
                    .one();
        });
    }

    void insert(UUID id, Submission submission) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT)
                .bind("id", id)
                .bind("queue", submission.queue())
                .bind("type", submission.type())
                .bind("fields", Json.write(submission.fields()))
                .bind("actor", submission.actor())
                .bind("origin", Json.write(CommandOrigin.of(submission.scene())))
                .execute());
    }

    /**
     * Claims what may be begun, in the order of acceptance.
     *
     * @param lease after which others may claim what has not ended
     */
    List<ClaimedCommand> claim(String queue, int most, Duration lease) {
        return jdbi.withHandle(handle -> handle
                .createQuery(CLAIM)
                .bind("queue", queue)
                .bind("most", most)
                .bind("lease", lease.toSeconds())
                .map(CommandRows::claimed)
                .stream()
                .sorted(Comparator.comparing(ClaimedCommand::position))
                .toList());
    }

    /**
     * Ends a command.
     *
     * @param result null unless it is done
     * @param failure null when it is
     * @return false when somebody else has claimed it in the meantime
     */
    boolean end(ClaimedCommand command, CommandState state, JsonNode result, String failure) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "UPDATE command SET state = :state, result = :result, failure = :failure, ended_at = now()"
                                        + OURS)
                        .bind("state", state.name())
                        .bind("result", result == null ? null : Json.write(result))
                        .bind("failure", failure)
                        .bind("id", command.id())
                        .bind("attempt", command.attempt())
                        .execute()
                == 1);
    }

    /** Lets anybody claim a command again after a pause. */
    void retry(ClaimedCommand command, Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE command SET due_at = now() + make_interval(secs => :pause)" + OURS)
                .bind("pause", pause.toSeconds())
                .bind("id", command.id())
                .bind("attempt", command.attempt())
                .execute());
    }

    /** Queues in which something waits, whether or not they are configured. */
    Set<String> waitingQueues() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT DISTINCT queue FROM command WHERE state = 'WAITING'")
                        .mapTo(String.class)
                        .set());
    }

    static JsonNode json(String text) {
        try {
            return text == null ? null : Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClaimedCommand claimed(ResultSet row, StatementContext context) throws SQLException {
        return new ClaimedCommand(
                row.getObject("id", UUID.class),
                row.getLong("position"),
                row.getString("queue"),
                row.getString("type"),
                (ObjectNode) json(row.getString("fields")),
                row.getObject("actor_id", UUID.class),
                Json.mapper()
                        .convertValue(json(row.getString("origin")), CommandOrigin.class)
                        .scene(),
                row.getInt("attempts"));
    }
}
