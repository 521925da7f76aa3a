package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;

/** Opens an account. The password was hashed before, so that the transaction stays short. */
@ApplicationScoped
public class RegisterUser {

    @Inject
    Accounts accounts;

    @Inject
    EmailClaims claims;

    @Inject
    UserEvents events;

    @Transactional
    public Account execute(PersonalData data, PasswordHash password, Set<Role> roles) {
        claims.requireFree(data.email());
        // Microseconds: what PostgreSQL keeps, so that the answer now equals the one read later.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Account account = accounts.add(Account.register(new UserId(Ids.newId()), data, password, roles, now));
        events.tell(UserEvent.Registered.of(account), account.version());
        return account;
    }
}
