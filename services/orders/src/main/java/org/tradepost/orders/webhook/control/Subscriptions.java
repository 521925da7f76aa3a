package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.orders.webhook.entity.Subscription.DisabledReason;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** The stored subscriptions. */
@ApplicationScoped
public class Subscriptions {

    /** Key columns of the list, which is in the order of creation. */
    public static final int CURSOR_KEYS = 1;

    private static final String COLUMNS =
            "id, url, event_types, description, status, disabled_reason, failing_since, created_at, version";

    /** What a subscription's owner says of it. */
    public record Wanted(String url, List<String> eventTypes, String description, Status status) {}

    private final Jdbi jdbi;

    @Inject
    public Subscriptions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected Subscriptions() {
        this(null);
    }

    /** How many there are; nobody else adds one before the present transaction ends. */
    public int countLocked() {
        return jdbi.withHandle(h -> {
            h.execute("SELECT pg_advisory_xact_lock(hashtext('webhook_subscription'))");
            return h.createQuery("SELECT count(*) FROM webhook_subscription")
                    .mapTo(Integer.class)
                    .one();
        });
    }

    public void add(UUID id, Wanted wanted) {
        jdbi.useHandle(h -> bind(
                        h.createUpdate(
                                """
                                INSERT INTO webhook_subscription (id, url, event_types, description, status)
                                VALUES (:id, :url, :types, :description, :status)"""),
                        wanted)
                .bind("id", id)
                .execute());
    }

    public Optional<Subscription> find(UUID id) {
        return find(id, "");
    }

    /** As {@link #find}, locked for the present transaction. */
    public Optional<Subscription> locked(UUID id) {
        return find(id, " FOR UPDATE");
    }

    private Optional<Subscription> find(UUID id, String lock) {
        return jdbi.withHandle(
                h -> h.createQuery("SELECT " + COLUMNS + " FROM webhook_subscription WHERE id = :id" + lock)
                        .bind("id", id)
                        .map(Subscriptions::row)
                        .findOne());
    }

    /** In the order of creation. */
    public Page<Subscription> page(PageRequest request) {
        UUID after = request.isFirst() ? new UUID(0, 0) : id(request.after().get(0));
        List<Subscription> rows = jdbi.withHandle(h -> h.createQuery(
                        "SELECT " + COLUMNS + " FROM webhook_subscription WHERE id > :after ORDER BY id LIMIT :rows")
                .bind("after", after)
                .bind("rows", request.rowsToRead())
                .map(Subscriptions::row)
                .list());
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    /** Changes all that its owner says. One that is active again begins with a receiver of which nothing bad is known. */
    public void change(UUID id, Wanted wanted) {
        jdbi.useHandle(h -> bind(
                        h.createUpdate(
                                """
                                UPDATE webhook_subscription SET url = :url, event_types = :types, description = :description,
                                    status = :status, disabled_reason = NULL, version = version + 1,
                                    failures = 0, failing_since = NULL, blocked_until = NULL
                                WHERE id = :id"""),
                        wanted)
                .bind("id", id)
                .execute());
    }

    /** Its secrets and deliveries go with it. */
    public void remove(UUID id) {
        jdbi.useHandle(h -> h.execute("DELETE FROM webhook_subscription WHERE id = ?", id));
    }

    static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Wanted wanted) {
        return statement
                .bind("url", wanted.url())
                .bindArray("types", String.class, wanted.eventTypes())
                .bind("description", wanted.description())
                .bind("status", wanted.status().name());
    }

    private static Subscription row(ResultSet row, StatementContext context) throws SQLException {
        String reason = row.getString("disabled_reason");
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("event_types").getArray()),
                row.getString("description"),
                Status.valueOf(row.getString("status")),
                reason == null ? null : DisabledReason.valueOf(reason),
                instant(row, "failing_since"),
                instant(row, "created_at"),
                row.getLong("version"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
