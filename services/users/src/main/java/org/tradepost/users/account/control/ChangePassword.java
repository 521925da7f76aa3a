package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;

/** Replaces a password whose current value was checked, against {@code checked}, before the transaction. */
@ApplicationScoped
public class ChangePassword {

    @Inject
    Accounts accounts;

    @Inject
    UserEvents events;

    @Transactional
    public Account execute(UserId id, PasswordHash checked, PasswordHash replacement) {
        Account account = accounts.require(id);
        if (!account.passwordHash().equals(checked)) {
            throw new ProblemException(CommonError.CONFLICT, "The password was changed at the same time");
        }
        account.changePassword(replacement, Instant.now().truncatedTo(ChronoUnit.MICROS));
        Account stored = accounts.save(account);
        events.tell(UserEvent.Updated.of(stored, Set.of("password")), stored.version());
        return stored;
    }
}
