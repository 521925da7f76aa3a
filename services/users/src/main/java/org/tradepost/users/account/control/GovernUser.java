package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;

/** Decides, as an administrator, what somebody may do and whether they may do it now. */
@ApplicationScoped
public class GovernUser {

    @Inject
    Accounts accounts;

    @Inject
    AdminQuorum quorum;

    @Inject
    Sessions sessions;

    @Inject
    UserEvents events;

    @Inject
    AuditTrail audit;

    /** What is left out stays as it is. */
    @Transactional
    public Account execute(UserId id, String ifMatch, Optional<Set<Role>> roles, Optional<UserStatus> status) {
        Account account = accounts.require(id);
        EntityTags.requireMatch(ifMatch, account.version());
        UserStatus statusBefore = account.status();
        Set<Role> rolesBefore = Set.copyOf(account.roles());
        boolean wasAdmin = account.isActiveAdmin();
        boolean changed = account.govern(
                roles.orElse(account.roles()),
                status.orElse(statusBefore),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (!changed) {
            return account;
        }
        if (wasAdmin && !account.isActiveAdmin()) {
            quorum.requireAnotherThan(id);
        }
        Account stored = accounts.save(account);
        // What the tokens say is no longer true.
        sessions.endAllOf(id.value(), EndReason.ACCOUNT_CHANGED);
        UserEvent event = stored.status() == statusBefore
                ? UserEvent.Updated.of(stored, Set.of("roles"))
                : UserEvent.StatusChanged.of(stored, statusBefore);
        events.tell(event, stored.version());
        if (stored.status() != statusBefore) {
            audit.record(Deed.of(actionOf(stored.status()), "user", id));
        }
        if (!stored.roles().equals(rolesBefore)) {
            audit.record(Deed.of(AuditAction.USER_ROLES_CHANGED, "user", id)
                    .with("before", names(rolesBefore))
                    .with("roles", names(stored.roles())));
        }
        return stored;
    }

    private static AuditAction actionOf(UserStatus status) {
        return switch (status) {
            case ACTIVE -> AuditAction.USER_REACTIVATED;
            case INACTIVE -> AuditAction.USER_DEACTIVATED;
            case SUSPENDED -> AuditAction.USER_SUSPENDED;
        };
    }

    private static String names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::roleName).collect(Collectors.joining(","));
    }
}
