package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tradepost.shared.identity.Caller;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.Grant;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.RefreshToken;
import org.tradepost.users.session.entity.Session;

/** Refreshing (RFC 6749, section 6): new tokens for a session that lasts, with what its user may do now. */
@ApplicationScoped
public class RefreshSession {

    @Inject
    Sessions sessions;

    @Inject
    Accounts accounts;

    @Inject
    AccessTokens tokens;

    /** @throws OAuthRefusal invalid_client, or invalid_grant for a token that is unknown, used, expired or revoked */
    public IssuedTokens execute(ClientCredentials client, RefreshToken presented) {
        requireOwnClient(client);
        Session session = sessions.prolong(presented).orElseThrow(RefreshSession::invalid);
        Optional<Account> account = accounts.find(new UserId(session.user())).filter(Account::isActive);
        if (account.isEmpty()) {
            sessions.end(session.id(), EndReason.ACCOUNT_CHANGED);
            throw invalid();
        }
        Grant grant = Grant.toUser(account.get().id(), account.get().roles())
                .inSession(session.id().toString(), session.began());
        return new IssuedTokens(
                tokens.issue(grant),
                List.copyOf(grant.permissions()),
                Optional.of(session.refresh().value()));
    }

    /** The client of logins is public: it has no secret, and whoever sends one means another. */
    static void requireOwnClient(ClientCredentials client) {
        if (!Caller.OWN_CLIENT.equals(client.clientId()) || client.secret() != null) {
            throw new OAuthRefusal(OAuthError.INVALID_CLIENT, "Refresh tokens belong to the client tradepost");
        }
    }

    private static OAuthRefusal invalid() {
        return new OAuthRefusal(OAuthError.INVALID_GRANT, "The refresh token does not serve any more");
    }
}
