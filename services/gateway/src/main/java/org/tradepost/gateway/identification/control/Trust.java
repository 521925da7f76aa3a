package org.tradepost.gateway.identification.control;

import java.net.URI;
import org.tradepost.gateway.GatewaySettings;
import org.tradepost.shared.identity.RemoteKeys;
import org.tradepost.shared.identity.Revocations;
import org.tradepost.shared.identity.ServiceAccount;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.identity.TokenVerifier;

/** What the gateway checks tokens with, and the token with which it asks the services itself. */
public final class Trust implements AutoCloseable {

    private final ServiceTokens ownTokens;
    private final Revocations revocations;
    private final TokenVerifier verifier;

    /** Starts fetching keys and revocations in the background. */
    public Trust(GatewaySettings settings) {
        URI users = settings.users();
        ownTokens = new ServiceTokens(
                users, ServiceAccount.GATEWAY.clientId(), settings.identity().clientSecret());
        revocations = new Revocations(users, ownTokens);
        verifier = settings.identity().trust().verifier(RemoteKeys.at(URI.create(users + "/oauth2/jwks")), revocations);
    }

    public TokenVerifier verifier() {
        return verifier;
    }

    /** For calls of the gateway's own to internal endpoints; never on a container's thread. */
    public ServiceTokens ownTokens() {
        return ownTokens;
    }

    @Override
    public void close() {
        verifier.close();
        revocations.close();
    }
}
