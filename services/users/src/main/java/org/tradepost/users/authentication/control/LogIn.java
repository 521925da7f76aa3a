package org.tradepost.users.authentication.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.authentication.entity.ClientNetwork;
import org.tradepost.users.authentication.entity.Grant;
import org.tradepost.users.authentication.entity.LoggedIn;
import org.tradepost.users.authentication.entity.LoginAttempt;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.Session;

/**
 * Turns an e-mail address and a password into an access token. Every refusal is the same and takes the same time:
 * unknown address, wrong password and an account that may not be used cannot be told apart, nor by how long they then have to
 * wait ({@link LoginDelay}).
 */
@ApplicationScoped
public class LogIn {

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing hashing;

    @Inject
    AccessTokens tokens;

    @Inject
    Sessions sessions;

    @Inject
    LoginDelay delay;

    @Inject
    AuditTrail audit;

    @Resource
    ManagedExecutorService executor;

    /** Hashing threads are not the container's; what they do in between needs its context. */
    @Resource
    ContextService contexts;

    /**
     * Completes on a managed thread.
     *
     * @param network where the attempt comes from
     */
    public CompletionStage<LoggedIn> execute(String email, String password, ClientNetwork network) {
        LoginAttempt attempt = LoginAttempt.of(email, network);
        // Refused here an attempt takes no place in the queue of those whose password is checked.
        delay.requireAllowed(attempt);
        Scene scene = audit.scene();
        Optional<Account> account = address(email).flatMap(accounts::find);
        CompletableFuture<Boolean> matches =
                hashing.inTurn(contexts.contextualSupplier(() -> decide(attempt, account, password)));
        return matches.thenComposeAsync(
                right -> {
                    Account known = account.filter(a -> right).orElseThrow(() -> refused(scene, account));
                    return renewed(known, password).thenApply(done -> begin(scene, known));
                },
                Correlation.carriedBy(executor));
    }

    private LoggedIn begin(Scene scene, Account account) {
        // Refused, too, when the account was suspended while the password was being checked.
        Session session =
                sessions.begin(account.id().value(), scene).orElseThrow(() -> refused(scene, Optional.of(account)));
        Grant grant = Grant.toUser(account.id(), account.roles())
                .inSession(session.id().toString(), session.began());
        return new LoggedIn(tokens.issue(grant), session.refresh());
    }

    /** Runs where passwords are checked, one after another: attempts sent at once cannot all pass before the first has failed. */
    private boolean decide(LoginAttempt attempt, Optional<Account> account, String password) {
        LoginDelay.Standing standing = delay.requireAllowed(attempt);
        boolean right = hashing.matchesNow(password, account.map(Account::passwordHash))
                && account.filter(Account::isActive).isPresent();
        if (right) {
            delay.succeeded(attempt, standing);
        } else {
            delay.failed(attempt);
        }
        return right;
    }

    /** Stores the password at the cost that is configured now, if that is another one than it was stored at. */
    private CompletableFuture<Void> renewed(Account account, String password) {
        if (!hashing.isOutdated(account.passwordHash())) {
            return CompletableFuture.completedFuture(null);
        }
        return hashing.rehash(password)
                .thenAcceptAsync(
                        hash -> accounts.replaceHash(account.id(), account.passwordHash(), hash),
                        Correlation.carriedBy(executor));
    }

    private static Optional<Email> address(String email) {
        try {
            return Optional.of(new Email(email));
        } catch (IllegalArgumentException e) {
            // Nobody can have an account with it; answered like any other unknown address.
            return Optional.empty();
        }
    }

    private ProblemException refused(Scene scene, Optional<Account> account) {
        Deed attempt = account.map(known -> Deed.of(AuditAction.LOGIN_FAILED, "user", known.id()))
                .orElseGet(() -> Deed.of(AuditAction.LOGIN_FAILED));
        audit.recordApart(scene, attempt, Outcome.refused(CommonError.UNAUTHORIZED));
        return new ProblemException(CommonError.UNAUTHORIZED, "E-mail address or password is wrong");
    }
}
