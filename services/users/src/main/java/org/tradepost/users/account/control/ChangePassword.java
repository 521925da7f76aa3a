package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;

/** Replaces a password whose current value was checked, against {@code checked}, before the transaction. */
@ApplicationScoped
public class ChangePassword {

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    UserEvents events;

    @Inject
    AuditTrail audit;

    /**
     * @param scene of the request, which another thread received
     * @param session the login in which it is changed, which goes on; null when there is none. All others end.
     */
    @Transactional
    public Account execute(Scene scene, UserId id, PasswordHash checked, PasswordHash replacement, UUID session) {
        Account account = accounts.require(id);
        if (!account.passwordHash().equals(checked)) {
            throw new ProblemException(CommonError.CONFLICT, "The password was changed at the same time");
        }
        account.changePassword(replacement, Instant.now().truncatedTo(ChronoUnit.MICROS));
        Account stored = accounts.save(account);
        sessions.endAllBut(id.value(), session, EndReason.PASSWORD_CHANGED);
        events.tell(UserEvent.Updated.of(stored, Set.of("password")), stored.version());
        audit.record(scene, Deed.of(AuditAction.PASSWORD_CHANGED, "user", id));
        return stored;
    }
}
