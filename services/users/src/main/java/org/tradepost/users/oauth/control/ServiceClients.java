package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.tradepost.shared.identity.ServiceAccount;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientSecret;

/**
 * Services of our own. Their permissions are a table in the code and their secrets configuration, of which only the hashes are kept;
 * a previous secret is accepted beside the present one while it is being replaced.
 */
@ApplicationScoped
public class ServiceClients {

    private static final String PREVIOUS = ".previous";

    @Inject
    Config config;

    private final Map<String, Optional<Client>> known = new ConcurrentHashMap<>();

    /** The service's client; empty when there is no such service or it has no secret. */
    public Optional<Client> find(String clientId) {
        return ServiceAccount.of(clientId)
                .flatMap(account -> known.computeIfAbsent(clientId, id -> configured(account)));
    }

    private Optional<Client> configured(ServiceAccount account) {
        List<byte[]> hashes = Stream.of(account.secretProperty(), account.secretProperty() + PREVIOUS)
                .flatMap(property -> config.getOptionalValue(property, String.class).stream())
                .map(secret -> new ClientSecret(secret).hash())
                .toList();
        return hashes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Client(account.clientId(), account.permissions(), Optional.empty(), hashes));
    }
}
