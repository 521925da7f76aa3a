package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;

/** Finds out whether a program is the client that it says it is. Unknown clients and wrong secrets cannot be told apart. */
@ApplicationScoped
public class AuthenticateClient {

    private static final Client NOBODY = new Client(
            "nobody",
            new TreeSet<>(),
            Optional.empty(),
            List.of(ClientSecret.random().hash()));

    @Inject
    ServiceClients services;

    @Inject
    ClientStore partners;

    @Inject
    AuditTrail audit;

    /** @throws OAuthRefusal invalid_client */
    public Client execute(ClientCredentials credentials) {
        Optional<Client> known = credentials.secret() == null
                ? Optional.empty()
                : services.find(credentials.clientId()).or(() -> partners.active(credentials.clientId()));
        Client client = known.orElse(NOBODY);
        if (credentials.secret() == null || !client.isProvedBy(credentials.secret()) || known.isEmpty()) {
            audit.recordApart(audit.scene(), attempt(known), Outcome.refused(OAuthError.INVALID_CLIENT.code()));
            throw new OAuthRefusal(OAuthError.INVALID_CLIENT, "Client id or secret is wrong");
        }
        return client;
    }

    /** An id that no client has is whatever somebody typed, and not written down. */
    private static Deed attempt(Optional<Client> known) {
        return known.map(client -> Deed.of(AuditAction.CREDENTIALS_REFUSED, "client", client.clientId()))
                .orElseGet(() -> Deed.of(AuditAction.CREDENTIALS_REFUSED));
    }
}
