package org.tradepost.users.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.password.entity.PasswordHash;

/** Accounts without a database, for tests of what only looks them up. */
public final class KnownAccounts extends Accounts {

    private final Map<UserId, Account> accounts = new ConcurrentHashMap<>();

    /** Whoever had the id before is replaced. */
    public void put(UserId id, UserStatus status, Role... roles) {
        PersonalData data = new PersonalData(
                new Email("ada@example.com"), new FullName("Ada"), null, null, null, Preferences.DEFAULT);
        Account account = Account.register(id, data, new PasswordHash("$x"), Set.of(roles), Instant.now());
        account.govern(Set.of(roles), status, Instant.now());
        accounts.put(id, account);
    }

    public void remove(UserId id) {
        accounts.remove(id);
    }

    @Override
    public Optional<Account> find(UserId id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
