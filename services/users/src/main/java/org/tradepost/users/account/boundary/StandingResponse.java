package org.tradepost.users.account.boundary;

import java.util.UUID;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserStatus;

/** Whether a user may trade now, for other services. */
public record StandingResponse(UUID id, UserStatus status, boolean mayOrder) {

    static StandingResponse of(Account account) {
        return new StandingResponse(account.id().value(), account.status(), account.mayOrder());
    }
}
