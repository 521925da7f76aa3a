package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.ActivationToken;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;

/** Sets the first password of an account, which was hashed before, so that the transaction stays short. */
@ApplicationScoped
public class ActivateAccount {

    @Inject
    Activations activations;

    @Inject
    Accounts accounts;

    @Inject
    UserEvents events;

    @Inject
    AuditTrail audit;

    /** @throws ProblemException 404 when the token is not good; to be called before the effort of hashing */
    public void requireGood(ActivationToken token) {
        if (!activations.isGood(token)) {
            throw notGood();
        }
    }

    /**
     * @param scene of the request, which another thread received
     * @throws ProblemException 404 when the token is not good any more
     */
    @Transactional
    public void execute(Scene scene, ActivationToken token, PasswordHash password) {
        UserId user = activations.use(token).orElseThrow(ActivateAccount::notGood);
        Account account = accounts.require(user);
        account.changePassword(password, Instant.now().truncatedTo(ChronoUnit.MICROS));
        Account stored = accounts.save(account);
        events.tell(UserEvent.Updated.of(stored, Set.of("password")), stored.version());
        audit.record(scene.by(user.toString()), Deed.of(AuditAction.PASSWORD_CHANGED, "user", user));
    }

    private static ProblemException notGood() {
        return new ProblemException(
                UsersError.ACTIVATION_REFUSED, "The activation token is unknown, was used, or has expired");
    }
}
