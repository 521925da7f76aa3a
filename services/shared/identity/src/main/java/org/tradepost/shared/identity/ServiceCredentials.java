package org.tradepost.shared.identity;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/** What this service proves with who it is when it calls others: for background work, and beside the token of whoever it calls for. */
@ApplicationScoped
public class ServiceCredentials {

    @Inject
    Config config;

    private ServiceTokens tokens;

    @PostConstruct
    void open() {
        String service = config.getValue("tradepost.service.name", String.class);
        ServiceAccount account = ServiceAccount.valueOf(service.toUpperCase(Locale.ROOT));
        tokens = new ServiceTokens(
                config.getValue("tradepost.users.url", URI.class),
                account.clientId(),
                config.getValue(account.secretProperty(), String.class));
    }

    public ServiceTokens tokens() {
        return tokens;
    }
}
