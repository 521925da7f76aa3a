package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.tradepost.shared.identity.AccessTokenVerifier;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.RefreshToken;

/** Ends the session behind a token. Tokens without one, such as services' own, live their few minutes to the end. */
@ApplicationScoped
public class RevokeToken {

    @Inject
    AuthenticateClient authenticate;

    @Inject
    Sessions sessions;

    @Inject
    AccessTokenVerifier accessTokens;

    /** @throws OAuthRefusal invalid_client */
    public void execute(ClientCredentials client, String token) {
        if (client.secret() != null) {
            authenticate.execute(client);
            return;
        }
        RefreshSession.requireOwnClient(client);
        if (token.indexOf('.') < 0) {
            sessions.endByToken(new RefreshToken(token));
        } else {
            endSessionOf(token);
        }
    }

    private void endSessionOf(String accessToken) {
        try {
            Caller caller = accessTokens.verify(accessToken);
            if (caller.hasAccount() && caller.sessionId() != null) {
                sessions.end(UUID.fromString(caller.sessionId()), EndReason.REVOKED);
            }
        } catch (ProblemException notOurs) {
            // Nothing to revoke (RFC 7009, section 2.2).
        }
    }
}
