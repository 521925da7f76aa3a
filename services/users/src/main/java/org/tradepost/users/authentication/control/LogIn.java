package org.tradepost.users.authentication.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.password.control.PasswordHashing;

/**
 * Turns an e-mail address and a password into an access token. Every refusal is the same and takes the same time:
 * unknown address, wrong password and an account that may not be used cannot be told apart.
 */
@ApplicationScoped
public class LogIn {

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing hashing;

    @Inject
    AccessTokens tokens;

    @Resource
    ManagedExecutorService executor;

    /** Completes on a managed thread. */
    public CompletionStage<AccessToken> execute(String email, String password) {
        Optional<Account> account = address(email).flatMap(accounts::find);
        CompletableFuture<Boolean> matches = account.map(a -> hashing.matches(password, a.passwordHash()))
                .orElseGet(() -> hashing.matchesNothing(password));
        return matches.thenComposeAsync(
                right -> {
                    Account known = account.filter(a -> right && a.isActive()).orElseThrow(LogIn::refused);
                    return renewed(known, password).thenApply(done -> tokens.issue(known.id(), known.roles()));
                },
                executor);
    }

    /** Stores the password at the cost that is configured now, if that is another one than it was stored at. */
    private CompletableFuture<Void> renewed(Account account, String password) {
        if (!hashing.isOutdated(account.passwordHash())) {
            return CompletableFuture.completedFuture(null);
        }
        return hashing.rehash(password)
                .thenAcceptAsync(hash -> accounts.replaceHash(account.id(), account.passwordHash(), hash), executor);
    }

    private static Optional<Email> address(String email) {
        try {
            return Optional.of(new Email(email));
        } catch (IllegalArgumentException e) {
            // Nobody can have an account with it; answered like any other unknown address.
            return Optional.empty();
        }
    }

    private static ProblemException refused() {
        return new ProblemException(CommonError.UNAUTHORIZED, "E-mail address or password is wrong");
    }
}
