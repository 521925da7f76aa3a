package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.orders.webhook.entity.Delivery;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** What has become of the deliveries, as their owner sees it, and for how long that is kept. */
@ApplicationScoped
public class DeliveryLog {

    /** Key columns of the list, newest first. */
    public static final int CURSOR_KEYS = 1;

    private static final String COLUMNS =
            """
            id, subscription_id, event_id, event_type, status, attempts, created_at, last_attempt_at, next_attempt_at,
            last_status, last_failure""";

    private static final UUID BEHIND_ALL = new UUID(-1, -1);
    private static final int BATCH = 10_000;

    /** Deliveries of receivers that are asked now, which nobody has begun though they are due. */
    public record Backlog(long due, long oldestSeconds) {}

    private final Jdbi jdbi;
    private final int batch;

    @Inject
    public DeliveryLog(Jdbi jdbi) {
        this(jdbi, BATCH);
    }

    /** @param batch rows that are removed by one statement */
    DeliveryLog(Jdbi jdbi, int batch) {
        this.jdbi = jdbi;
        this.batch = batch;
    }

    /** For the container's proxy only. */
    protected DeliveryLog() {
        this(null);
    }

    public Optional<Delivery> find(UUID subscription, UUID id) {
        return jdbi.withHandle(h -> h.createQuery("SELECT " + COLUMNS
                        + " FROM webhook_delivery WHERE id = :id AND subscription_id = :subscription")
                .bind("id", id)
                .bind("subscription", subscription)
                .map(DeliveryLog::row)
                .findOne());
    }

    /** Newest first. */
    public Page<Delivery> page(UUID subscription, PageRequest request) {
        UUID before = request.isFirst()
                ? BEHIND_ALL
                : Subscriptions.id(request.after().get(0));
        List<Delivery> rows = jdbi.withHandle(h -> h.createQuery(
                        "SELECT " + COLUMNS
                                + """
                         FROM webhook_delivery WHERE subscription_id = :subscription AND id < :before
                        ORDER BY id DESC LIMIT :rows""")
                .bind("subscription", subscription)
                .bind("before", before)
                .bind("rows", request.rowsToRead())
                .map(DeliveryLog::row)
                .list());
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    /**
     * Begins a settled delivery anew, with all its attempts.
     *
     * @return false when it is not settled
     */
    public boolean beginAnew(UUID id) {
        return jdbi.withHandle(h -> h.execute(
                        """
                        UPDATE webhook_delivery SET status = 'PENDING', earlier_attempts = attempts, begun_at = now(),
                            next_attempt_at = now(), settled_at = NULL
                        WHERE id = ? AND status <> 'PENDING'""",
                        id))
                > 0;
    }

    public Backlog backlog() {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        SELECT count(*), coalesce(extract(epoch FROM now() - min(due.next_attempt_at)), 0)::bigint
                        FROM webhook_subscription s CROSS JOIN LATERAL (
                            SELECT next_attempt_at FROM webhook_delivery d
                            WHERE d.subscription_id = s.id AND d.status = 'PENDING' AND d.next_attempt_at <= now()
                            ORDER BY next_attempt_at LIMIT 10000) due
                        WHERE s.status = 'ACTIVE' AND s.blocked_until IS NULL""")
                .map((r, c) -> new Backlog(r.getLong(1), r.getLong(2)))
                .one());
    }

    /** Subscriptions of one status. */
    public long subscriptions(String status) {
        return jdbi.withHandle(h -> h.createQuery("SELECT count(*) FROM webhook_subscription WHERE status = :status")
                .bind("status", status)
                .mapTo(Long.class)
                .one());
    }

    /**
     * Gives up what nobody tried for four days, because its subscription was paused or its receiver away, and removes what was settled 30
     * days ago, with events and secrets that nothing needs any more; of each at most one batch, so that no transaction is long.
     *
     * @return how many rows it removed or changed; when it is none, nothing is left to do
     */
    public int removeOld() {
        return jdbi.withHandle(h -> {
            int changed = h.execute(
                    """
                    UPDATE webhook_delivery SET status = 'FAILED', next_attempt_at = NULL, settled_at = now()
                    WHERE id IN (SELECT id FROM webhook_delivery
                        WHERE status = 'PENDING' AND begun_at < now() - interval '4 days' AND next_attempt_at <= now()
                        LIMIT ? FOR UPDATE SKIP LOCKED)""",
                    batch);
            changed += h.execute(
                    """
                    DELETE FROM webhook_delivery WHERE id IN (
                        SELECT id FROM webhook_delivery WHERE settled_at < now() - interval '30 days'
                        LIMIT ? FOR UPDATE SKIP LOCKED)""",
                    batch);
            changed += h.execute(
                    """
                    DELETE FROM webhook_event e WHERE event_id IN (
                        SELECT event_id FROM webhook_event o WHERE received_at < now() - interval '1 day'
                          AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.event_id = o.event_id) LIMIT ?)""",
                    batch);
            return changed + h.execute("DELETE FROM webhook_secret WHERE expires_at < now()");
        });
    }

    private static Delivery row(ResultSet row, StatementContext context) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("subscription_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                Delivery.Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Subscriptions.instant(row, "created_at"),
                Subscriptions.instant(row, "last_attempt_at"),
                Subscriptions.instant(row, "next_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_failure"));
    }
}
