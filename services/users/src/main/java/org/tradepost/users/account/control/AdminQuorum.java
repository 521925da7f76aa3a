package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;

/**
 * Keeps at least one active administrator. Requests that would take one away take turns, so that two administrators
 * cannot remove each other at once.
 */
@ApplicationScoped
public class AdminQuorum {

    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 4_711_001;

    private final Jdbi jdbi;

    @Inject
    public AdminQuorum(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected AdminQuorum() {
        this(null);
    }

    /** @throws ProblemException 409 when there is no active administrator beside this one */
    public void requireAnotherThan(UserId admin) {
        boolean another = jdbi.withHandle(handle -> {
            handle.createQuery("SELECT pg_advisory_xact_lock(:lock)::text")
                    .bind("lock", LOCK)
                    .mapTo(String.class)
                    .one();
            return handle.createQuery(
                            """
                            SELECT EXISTS (
                                SELECT 1 FROM user_account
                                WHERE status = 'ACTIVE' AND 'admin' = ANY (string_to_array(roles, ',')) AND id <> :id)
                            """)
                    .bind("id", admin.value())
                    .mapTo(Boolean.class)
                    .one();
        });
        if (!another) {
            throw new ProblemException(UsersError.LAST_ADMIN, "Make somebody else an active administrator first");
        }
    }
}
