package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The relay's view of the outbox table. */
@ApplicationScoped
public class OutboxRows {

    /** What has to be sent: {@code payload} to {@code topic}, keyed by {@code aggregateId}. */
    public record Unsent(long id, String topic, String aggregateId, String payload) {}

    private final Jdbi jdbi;

    @Inject
    public OutboxRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected OutboxRows() {
        this(null);
    }

    /** The oldest unsent rows; never found by a cursor over ids, because rows may commit in another order than their ids. */
    public List<Unsent> unsent(int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select id, topic, aggregate_id, payload from outbox
                        where sent_at is null order by id limit :limit""")
                .bind("limit", limit)
                .map((r, c) -> new Unsent(r.getLong(1), r.getString(2), r.getString(3), r.getString(4)))
                .list());
    }

    public void markSent(List<Long> ids) {
        jdbi.useHandle(h -> h.createUpdate("update outbox set sent_at = now() where id = any(:ids)")
                .bindArray("ids", Long.class, ids)
                .execute());
    }

    /** Rows that wait to be sent, counted up to a bound so that the count stays cheap in a long outage. */
    public long lag() {
        return jdbi.withHandle(h -> h.createQuery(
                        "select count(*) from (select 1 from outbox where sent_at is null limit 100000) waiting")
                .mapTo(Long.class)
                .one());
    }

    /** Whether an event waits for longer than so long, so that others may not know of it yet. */
    public boolean isLate(Duration wait) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select exists (select 1 from outbox
                        where sent_at is null and created_at < clock_timestamp() - :millis * interval '1 millisecond')""")
                .bind("millis", wait.toMillis())
                .mapTo(Boolean.class)
                .one());
    }

    /** Removes rows that were sent more than seven days ago. */
    public int removeOld() {
        return jdbi.withHandle(
                h -> h.execute(
                        """
                delete from outbox where id in (
                    select id from outbox where sent_at < now() - interval '7 days' limit 10000)"""));
    }
}
