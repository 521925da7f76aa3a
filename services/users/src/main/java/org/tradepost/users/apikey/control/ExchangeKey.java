package org.tradepost.users.apikey.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.users.UsersError;
import org.tradepost.users.apikey.entity.ExchangedKey;
import org.tradepost.users.apikey.entity.KeyGrant;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.Grant;

/** Turns an API key into a short access token that names the key as the client and its owner as the subject. */
@ApplicationScoped
public class ExchangeKey {

    /** Longer than the gateway keeps a token, shorter than anybody waits for a revocation. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Logger LOG = Logger.getLogger(ExchangeKey.class.getName());

    @Inject
    ApiKeyStore store;

    @Inject
    AccessTokens tokens;

    @Resource
    ManagedExecutorService executor;

    /** @throws ProblemException 401, one and the same for every reason */
    public ExchangedKey execute(String presented) {
        KeyGrant grant = ApiKeySecret.parse(presented)
                .flatMap(store::grant)
                .orElseThrow(() -> new ProblemException(UsersError.API_KEY_REFUSED, "The API key is not valid"));
        AccessToken token = tokens.issue(new Grant(
                grant.owner().toString(),
                grant.keyId().toString(),
                grant.roles().stream().map(Role::roleName).sorted().toList(),
                List.copyOf(grant.permissions()),
                null,
                null,
                grant.validFor().compareTo(LONGEST) < 0 ? grant.validFor() : LONGEST));
        if (grant.useUnrecorded()) {
            recordLater(grant.keyId());
        }
        return new ExchangedKey(token, grant.keyId(), grant.requestsPerMinute());
    }

    /** When a key was used is good to know, but nothing that a request waits for or fails by. */
    private void recordLater(UUID key) {
        try {
            executor.execute(() -> {
                try {
                    store.recordUse(key);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "the use of API key " + key + " could not be recorded", e);
                }
            });
        } catch (RejectedExecutionException e) {
            DebugLog.fine(LOG, "no thread to record the use of an API key", e);
        }
    }
}
