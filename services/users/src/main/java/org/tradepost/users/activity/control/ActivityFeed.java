package org.tradepost.users.activity.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.entity.Activity;
import org.tradepost.users.activity.entity.ActivityType;
import org.tradepost.users.activity.entity.PlacedActivity;

/** The stored feed of every user, newest entry first. */
@ApplicationScoped
public class ActivityFeed {

    /** How many key columns a cursor of this list has: time and event id. */
    public static final int CURSOR_KEYS = 2;

    private final Jdbi jdbi;

    @Inject
    public ActivityFeed(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected ActivityFeed() {
        this(null);
    }

    /**
     * Adds an entry once. Whose account was erased has no feed, nor do users that never had an account.
     *
     * @param sequence the order's version that the event carries
     */
    public void add(UserId user, Activity activity, long sequence) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        INSERT INTO user_activity
                            (event_id, user_id, event_type, order_id, order_sequence, occurred_at)
                        SELECT :event, id, :type, :order, :sequence, :occurredAt
                        FROM user_account WHERE id = :user FOR KEY SHARE
                        ON CONFLICT (event_id) DO NOTHING
                        """)
                .bind("event", activity.id())
                .bind("user", user.value())
                .bind("type", activity.type().eventType())
                .bind("order", activity.orderId())
                .bind("sequence", sequence)
                .bind("occurredAt", utc(activity.occurredAt()))
                .execute());
    }

    public Page<Activity> page(UserId user, PageRequest request) {
        String after = request.isFirst() ? "" : "AND (occurred_at, event_id) < (:time, :event)";
        List<Activity> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(
                            """
                            SELECT event_id, event_type, order_id, occurred_at FROM user_activity
                            WHERE user_id = :user %s
                            ORDER BY occurred_at DESC, event_id DESC LIMIT :rows
                            """
                                    .formatted(after))
                    .bind("user", user.value())
                    .bind("rows", request.rowsToRead());
            if (!request.isFirst()) {
                bindKey(query, request.after());
            }
            return query.map(ActivityFeed::activity).list();
        });
        return Page.of(
                rows,
                request,
                row -> List.of(row.occurredAt().toString(), row.id().toString()));
    }

    /**
     * The place before the first entry of something that happened at a time or later; the end of the feed when there is none yet. An entry
     * that is added from now on has a greater place.
     *
     * @param from null for the beginning
     */
    public long placeBefore(UserId user, Instant from) {
        if (from == null) {
            return 0;
        }
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT coalesce(min(position) FILTER (WHERE occurred_at >= :from) - 1, max(position), 0)
                        FROM user_activity WHERE user_id = :user
                        """)
                .bind("user", user.value())
                .bind("from", utc(from))
                .mapTo(Long.class)
                .one());
    }

    /** The next entries behind a place, whenever they happened, in the order in which they were added. */
    public List<PlacedActivity> behind(UserId user, long place, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT position, event_id, event_type, order_id, occurred_at FROM user_activity
                        WHERE user_id = :user AND position > :place
                        ORDER BY position LIMIT :most
                        """)
                .bind("user", user.value())
                .bind("place", place)
                .bind("most", most)
                .map((row, context) -> new PlacedActivity(row.getLong("position"), activity(row, context)))
                .list());
    }

    private static void bindKey(Query query, List<String> key) {
        try {
            query.bind("time", utc(Instant.parse(key.get(0)))).bind("event", UUID.fromString(key.get(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static Activity activity(ResultSet row, StatementContext context) throws SQLException {
        return new Activity(
                row.getObject("event_id", UUID.class),
                ActivityType.ofEvent(row.getString("event_type")).orElseThrow(),
                row.getObject("order_id", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
