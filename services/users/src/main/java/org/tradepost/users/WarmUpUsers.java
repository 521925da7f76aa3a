package org.tradepost.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.health.WarmUp;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.control.AccountList;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.password.control.PasswordHashing;

/** Reads, signs and hashes a few times before the service calls itself ready, which includes having an administrator. */
@ApplicationScoped
public class WarmUpUsers implements WarmUp {

    private static final int READS = 200;
    private static final int SIGNATURES = 10;
    private static final int HASHES = 2;
    private static final Email NOBODY = new Email("nobody@warm-up.invalid");

    @Inject
    UsersStartup startup;

    @Inject
    Accounts accounts;

    @Inject
    AccountList list;

    @Inject
    AccessTokens tokens;

    @Inject
    PasswordHashing hashing;

    @Override
    public String name() {
        return "users";
    }

    /** Without an administrator the service is not ready. */
    @Override
    public boolean indispensable() {
        return true;
    }

    @Override
    public void run() {
        startup.awaitAdmin();
        UserId unknown = new UserId(new UUID(0, 0));
        PageRequest page = PageRequest.of(null, null, AccountList.CURSOR_KEYS);
        for (int i = 0; i < READS; i++) {
            accounts.find(unknown);
            accounts.find(NOBODY);
            list.page(Optional.empty(), Optional.empty(), page);
        }
        for (int i = 0; i < SIGNATURES; i++) {
            tokens.issue(unknown, Set.of(Role.USER));
        }
        for (int i = 0; i < HASHES; i++) {
            hashing.matchesNothing("warm-up").join();
        }
    }
}
