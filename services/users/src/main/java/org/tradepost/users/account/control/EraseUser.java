package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;

/**
 * Deletes an account and with it everything that this service knows about the person. Orders and events elsewhere keep
 * the id only.
 */
@ApplicationScoped
public class EraseUser {

    @Inject
    Accounts accounts;

    @Inject
    AdminQuorum quorum;

    @Inject
    KeptAnswers keptAnswers;

    @Inject
    Sessions sessions;

    @Inject
    UserEvents events;

    @Inject
    AuditTrail audit;

    @Transactional
    public void execute(UserId id, String ifMatch) {
        Account account = accounts.require(id);
        EntityTags.requireMatch(ifMatch, account.version());
        if (account.isActiveAdmin()) {
            quorum.requireAnotherThan(id);
        }
        accounts.remove(account);
        sessions.endAllOf(id.value(), EndReason.ACCOUNT_ERASED);
        keptAnswers.forget(id);
        events.tell(UserEvent.Deleted.of(account), account.version() + 1);
        audit.record(Deed.of(AuditAction.USER_ERASED, "user", id));
    }
}
