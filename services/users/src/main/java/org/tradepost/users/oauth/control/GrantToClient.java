package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.Grant;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;

/** Client credentials (RFC 6749, section 4.4): a token for a program that proved who it is, with no person present. */
@ApplicationScoped
public class GrantToClient {

    @Inject
    AccessTokens tokens;

    @Inject
    Accounts accounts;

    /**
     * @param scope the permissions that are asked for; empty for all there are
     * @throws OAuthRefusal invalid_scope for what the client may not do, unauthorized_client when its owner may not act any more
     */
    public IssuedTokens execute(Client client, Collection<String> scope) {
        SortedSet<String> permitted = client.permissions();
        Optional<Account> owner = client.owner().map(this::activeOwner);
        owner.ifPresent(account -> permitted.retainAll(Role.permissionsOf(account.roles())));
        SortedSet<String> granted = scope.isEmpty() ? permitted : new TreeSet<>(scope);
        if (!permitted.containsAll(granted)) {
            throw new OAuthRefusal(OAuthError.INVALID_SCOPE, "The client does not have all of these permissions");
        }
        Grant grant = owner.map(account -> Grant.toClientOf(account.id(), client.clientId(), granted))
                .orElseGet(() -> Grant.toClient(client.clientId(), granted));
        return IssuedTokens.access(tokens.issue(grant), granted);
    }

    private Account activeOwner(UUID owner) {
        return accounts.find(new UserId(owner))
                .filter(Account::isActive)
                .orElseThrow(() -> new OAuthRefusal(
                        OAuthError.UNAUTHORIZED_CLIENT, "The account that this client acts for may not be used"));
    }
}
