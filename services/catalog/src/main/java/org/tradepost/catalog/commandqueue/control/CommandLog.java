package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.catalog.commandqueue.entity.Command;
import org.tradepost.catalog.commandqueue.entity.CommandState;
import org.tradepost.catalog.commandqueue.entity.QueueDepth;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** What has become of commands, as operators see it, and for how long that is kept. */
@ApplicationScoped
public class CommandLog {

    /** Key columns of the list, newest first. */
    public static final int CURSOR_KEYS = 1;

    private static final String SELECT =
            """
            SELECT id, queue, type, fields, state, attempts, result, failure, accepted_at, ended_at FROM command
            WHERE queue = :queue""";

    private static final UUID BEHIND_ALL = new UUID(-1, -1);
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;

    @Inject
    public CommandLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected CommandLog() {
        this(null);
    }

    public Optional<Command> find(String queue, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " AND id = :id")
                .bind("queue", queue)
                .bind("id", id)
                .map(CommandLog::row)
                .findOne());
    }

    /**
     * Newest first.
     *
     * @param state null for all
     */
    public Page<Command> page(String queue, CommandState state, PageRequest request) {
        List<Command> rows = jdbi.withHandle(handle -> handle.createQuery(SELECT
                        + " AND (:state IS NULL OR state = :state) AND id < :before ORDER BY id DESC LIMIT :rows")
                .bind("queue", queue)
                .bindByType("state", state == null ? null : state.name(), String.class)
                .bind("before", before(request))
                .bind("rows", request.rowsToRead())
                .map(CommandLog::row)
                .list());
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    /** Every queue that has or had commands. Looks at each command, so it is for people to ask. */
    public Map<String, QueueDepth> depths() {
        return depths("");
    }

    /** Every queue in which commands wait, and of it those only, so what ended takes no time. */
    public Map<String, QueueDepth> waiting() {
        return depths("WHERE state = 'WAITING'");
    }

    private Map<String, QueueDepth> depths(String condition) {
        return jdbi.withHandle(handle -> {
            Map<String, Map<CommandState, Long>> commands = new HashMap<>();
            Map<String, Long> oldest = new HashMap<>();
            handle.createQuery(
                            """
                            SELECT queue, state, count(*),
                                   greatest(0, extract(epoch FROM now() - min(accepted_at)))::bigint
                            FROM command %s GROUP BY queue, state"""
                                    .formatted(condition))
                    .map((row, context) -> {
                        CommandState state = CommandState.valueOf(row.getString(2));
                        commands.computeIfAbsent(row.getString(1), queue -> new EnumMap<>(CommandState.class))
                                .put(state, row.getLong(3));
                        if (state == CommandState.WAITING) {
                            oldest.put(row.getString(1), row.getLong(4));
                        }
                        return state;
                    })
                    .list();
            Map<String, QueueDepth> depths = new HashMap<>();
            commands.forEach((queue, states) ->
                    depths.put(queue, new QueueDepth(Map.copyOf(states), oldest.getOrDefault(queue, 0L))));
            return depths;
        });
    }

    /** Removes a part of what ended a week ago, longer than an idempotency key is kept; answers how many. */
    int removeOld() {
        return jdbi.withHandle(handle -> handle.execute(
                """
                DELETE FROM command WHERE id IN (
                    SELECT id FROM command WHERE ended_at < now() - interval '7 days'
                    LIMIT ? FOR UPDATE SKIP LOCKED)""",
                BATCH));
    }

    private static UUID before(PageRequest request) {
        try {
            return request.isFirst()
                    ? BEHIND_ALL
                    : UUID.fromString(request.after().getFirst());
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static Command row(ResultSet row, StatementContext context) throws SQLException {
        return new Command(
                row.getObject("id", UUID.class),
                row.getString("queue"),
                row.getString("type"),
                CommandRows.json(row.getString("fields")),
                CommandState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                CommandRows.json(row.getString("result")),
                row.getString("failure"),
                instant(row, "accepted_at"),
                instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
