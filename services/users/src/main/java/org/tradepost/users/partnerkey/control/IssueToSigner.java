package org.tradepost.users.partnerkey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.Grant;
import org.tradepost.users.partnerkey.entity.KnownKey;

/**
 * Issues the token with which the gateway places an order that came in a signed envelope: in the name of the key's owner, with the
 * key as the client, for a minute, and good for orders only.
 */
@ApplicationScoped
public class IssueToSigner {

    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final List<String> FOR_ORDERS =
            List.of(Permissions.ORDER_READ, Permissions.ORDER_WRITE, Permissions.ORDER_PRICE);

    @Inject
    PartnerKeys keys;

    @Inject
    Accounts accounts;

    @Inject
    AccessTokens tokens;

    /** @throws ProblemException 404 for a key that does not exist or may not be used */
    public AccessToken execute(UUID id) {
        KnownKey known = keys.known(id)
                .filter(KnownKey::usable)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such active key"));
        Account owner = accounts.require(known.key().owner());
        SortedSet<String> permissions = Role.permissionsOf(owner.roles());
        permissions.retainAll(FOR_ORDERS);
        return tokens.issue(
                Grant.toClientOf(owner.id(), id.toString(), permissions).atMost(LIFETIME));
    }
}
