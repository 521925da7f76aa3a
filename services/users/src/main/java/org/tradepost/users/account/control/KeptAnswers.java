package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.users.account.entity.UserId;

/** The answers kept under idempotency keys for a day. Those of a registration show the new account, personal data included. */
@ApplicationScoped
public class KeptAnswers {

    private final Jdbi jdbi;

    @Inject
    public KeptAnswers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected KeptAnswers() {
        this(null);
    }

    /** Removes every answer that was given to the user or that shows the user. */
    public void forget(UserId user) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        DELETE FROM idempotency_record
                        WHERE caller = :id OR resource_id = CAST(:id AS uuid) OR position(:id in body) > 0
                        """)
                .bind("id", user.toString())
                .execute());
    }
}
