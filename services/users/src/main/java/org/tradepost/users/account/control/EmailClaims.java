package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.Email;

/**
 * Decides who gets an e-mail address. A lock on the address, held to the end of the transaction, makes two requests for
 * one address take turns; the second one then sees the first one's account. (A unique violation instead would leave
 * PostgreSQL's transaction unusable and the refusal could not be told properly.)
 */
@ApplicationScoped
public class EmailClaims {

    private final Jdbi jdbi;

    @Inject
    public EmailClaims(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected EmailClaims() {
        this(null);
    }

    /** @throws ProblemException 409 when there is an account with this address */
    public void requireFree(Email email) {
        if (!claim(email)) {
            throw new ProblemException(UsersError.EMAIL_TAKEN, "This e-mail address already has an account");
        }
    }

    /** Claims the address until the transaction ends. Returns whether it is free. */
    public boolean claim(Email email) {
        return jdbi.withHandle(handle -> {
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:email, 1))::text")
                    .bind("email", email.value())
                    .mapTo(String.class)
                    .one();
            return handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM user_account WHERE email = :email)")
                    .bind("email", email.value())
                    .mapTo(Boolean.class)
                    .one();
        });
    }
}
