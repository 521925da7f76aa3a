package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.AccountSummary;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.MaskedEmail;
import org.tradepost.users.account.entity.RolesConverter;
import org.tradepost.users.account.entity.UserStatus;

/** The list of accounts, newest first. Its cost depends on the page's size only: ids grow with time and are the key. */
@ApplicationScoped
public class AccountList {

    /** How many key columns a cursor of this list has. */
    public static final int CURSOR_KEYS = 1;

    private static final RolesConverter ROLES = new RolesConverter();

    private final Jdbi jdbi;

    @Inject
    public AccountList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected AccountList() {
        this(null);
    }

    public Page<AccountSummary> page(Optional<UserStatus> status, Optional<Email> email, PageRequest request) {
        Optional<UUID> after = request.isFirst() ? Optional.empty() : Optional.of(key(request));
        List<String> conditions = new ArrayList<>();
        status.ifPresent(s -> conditions.add("status = :status"));
        email.ifPresent(e -> conditions.add("email = :email"));
        after.ifPresent(id -> conditions.add("id < :after"));
        String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
        List<AccountSummary> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(
                            """
                            SELECT id, email, name, status, roles, created_at, version
                            FROM user_account %s ORDER BY id DESC LIMIT :rows
                            """
                                    .formatted(where))
                    .bind("rows", request.rowsToRead());
            status.ifPresent(s -> query.bind("status", s.name()));
            email.ifPresent(e -> query.bind("email", e.value()));
            after.ifPresent(id -> query.bind("after", id));
            return query.map(AccountList::summary).list();
        });
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    private static UUID key(PageRequest request) {
        try {
            return UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static AccountSummary summary(ResultSet row, StatementContext context) throws SQLException {
        SortedSet<Role> roles = new TreeSet<>(ROLES.convertToEntityAttribute(row.getString("roles")));
        return new AccountSummary(
                row.getObject("id", UUID.class),
                MaskedEmail.of(new Email(row.getString("email"))),
                row.getString("name"),
                UserStatus.of(row.getString("status")),
                roles,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
