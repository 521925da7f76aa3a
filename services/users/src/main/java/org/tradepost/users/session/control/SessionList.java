package org.tradepost.users.session.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.KeptSession;

/** The sessions of a user that are kept, newest first: those that last, and those that ended within 30 days. */
@ApplicationScoped
public class SessionList {

    /** How many key columns a cursor of this list has: the id, which grows with time. */
    public static final int CURSOR_KEYS = 1;

    private static final UUID BEYOND_ALL = new UUID(-1, -1);

    private final Jdbi jdbi;

    @Inject
    public SessionList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected SessionList() {
        this(null);
    }

    public Page<KeptSession> page(UUID user, PageRequest request) {
        UUID after = request.isFirst() ? BEYOND_ALL : position(request);
        List<KeptSession> rows = jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT id, began_at, expires_at, revoked_at, reason FROM auth_session
                        WHERE user_id = :user AND id < :after ORDER BY id DESC LIMIT :rows
                        """)
                .bind("user", user)
                .bind("after", after)
                .bind("rows", request.rowsToRead())
                .map(SessionList::session)
                .list());
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    private static UUID position(PageRequest request) {
        try {
            return UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static KeptSession session(ResultSet row, StatementContext context) throws SQLException {
        String reason = row.getString("reason");
        return new KeptSession(
                row.getObject("id", UUID.class),
                instant(row, "began_at"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                reason == null ? null : EndReason.valueOf(reason));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
