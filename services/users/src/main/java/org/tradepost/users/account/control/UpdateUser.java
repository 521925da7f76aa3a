package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.UserId;

/** Corrects the personal data of an account. */
@ApplicationScoped
public class UpdateUser {

    @Inject
    Accounts accounts;

    @Inject
    EmailClaims claims;

    @Inject
    UserEvents events;

    @Transactional
    public Account execute(UserId id, String ifMatch, UnaryOperator<PersonalData> correction) {
        Account account = accounts.require(id);
        EntityTags.requireMatch(ifMatch, account.version());
        PersonalData before = account.personalData();
        PersonalData after = correction.apply(before);
        if (!after.email().equals(before.email())) {
            claims.requireFree(after.email());
        }
        Set<String> changed = account.correct(after, Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (changed.isEmpty()) {
            return account;
        }
        Account stored = accounts.save(account);
        events.tell(UserEvent.Updated.of(stored, changed), stored.version());
        return stored;
    }
}
