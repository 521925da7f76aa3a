package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.ActivationToken;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.password.entity.PasswordHash;

/** Opens an account for somebody else, who sets its password with a token. Until then nobody can log in. */
@ApplicationScoped
public class OpenAccount {

    @Inject
    RegisterUser registerUser;

    @Inject
    Activations activations;

    @Inject
    AuditTrail audit;

    /** A new account, and with what it is activated. */
    public record Opened(Account account, ActivationToken.Issued activation) {}

    @Transactional
    public Opened execute(PersonalData data) {
        Account account = registerUser.execute(data, PasswordHash.ofNoPassword(), EnumSet.of(Role.USER));
        audit.record(Deed.of(AuditAction.USER_CREATED, "user", account.id()));
        return new Opened(account, activations.issue(account.id()));
    }
}
