package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.NewSecret;
import org.tradepost.users.session.control.RevokedList;

/** Registers partners' clients, replaces their secrets and revokes them, as an administrator. */
@ApplicationScoped
public class AdministerPartners {

    private static final String PREFIX = "partner-";

    @Inject
    ClientStore clients;

    @Inject
    Accounts accounts;

    @Inject
    RevokedList revoked;

    @Inject
    AuditTrail audit;

    /**
     * @param owner the user that it acts for; null when for itself
     * @throws ProblemException 422 for permissions that are none of a partner's, or that the owner does not have
     */
    @Transactional
    public NewSecret register(String name, Set<String> permissions, UUID owner) {
        SortedSet<String> grantable = Role.permissionsOf(EnumSet.allOf(Role.class));
        // No program hands out access or replaces keys.
        grantable.removeAll(Set.of(Permissions.CLIENT_ADMIN, Permissions.KEY_ADMIN, Permissions.USER_ADMIN));
        if (owner != null) {
            grantable.retainAll(Role.permissionsOf(accounts.find(new UserId(owner))
                    .orElseThrow(() -> invalid("ownerUserId", "is no user's id"))
                    .roles()));
        }
        SortedSet<String> wanted = new TreeSet<>(permissions);
        if (!grantable.containsAll(wanted)) {
            wanted.removeAll(grantable);
            throw invalid("permissions", "cannot be given: " + wanted);
        }
        ClientSecret secret = ClientSecret.random();
        String clientId = PREFIX + Ids.newId();
        audit.record(Deed.of(AuditAction.CLIENT_CREATED, "client", clientId));
        return new NewSecret(clients.insert(clientId, name, wanted, owner, secret), secret);
    }

    /** @throws ProblemException 404 when there is no such client or it was revoked */
    @Transactional
    public NewSecret replaceSecret(String clientId) {
        ClientSecret secret = ClientSecret.random();
        audit.record(Deed.of(AuditAction.CLIENT_SECRET_ROTATED, "client", clientId));
        return new NewSecret(clients.replaceSecret(clientId, secret).orElseThrow(AdministerPartners::unknown), secret);
    }

    /**
     * Also ends the life of the tokens it has, within seconds.
     *
     * @throws ProblemException 404 when there is no such client
     */
    @Transactional
    public void revoke(String clientId) {
        if (!clients.revoke(clientId)) {
            throw unknown();
        }
        revoked.revokeClient(clientId);
        audit.record(Deed.of(AuditAction.CLIENT_REVOKED, "client", clientId));
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }

    private static ProblemException unknown() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such client");
    }
}
