package org.tradepost.users.testing;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.database.Ids;
import org.tradepost.users.account.entity.UserId;

/** Rows of accounts for tests of what is done in SQL. */
public final class StoredAccounts {

    private StoredAccounts() {}

    public static UserId store(Jdbi jdbi, String email, String status, String roles) {
        UUID id = Ids.newId();
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO user_account (id, email, name, password_hash, status, roles, email_notifications,
                    time_zone, language, created_at, updated_at, version)
                VALUES (?, ?, 'Ada', '$x', ?, ?, true, 'UTC', 'en', now(), now(), 1)
                """,
                id,
                email,
                status,
                roles));
        return new UserId(id);
    }
}
