package org.tradepost.gateway.identification.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.identification.entity.KeyVerdict;
import org.tradepost.gateway.users.control.UsersInternal;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.shared.rest.Json;

/** Asks the users service to exchange a key for a token. Waits, so not on a container's thread. */
public final class UsersKeyIssuer implements KeyExchange.Issuer {

    private static final String REFUSED = "API_KEY_REFUSED";
    private static final Logger LOG = Logger.getLogger(UsersKeyIssuer.class.getName());

    private record Exchanged(String accessToken, long expiresIn, UUID keyId, long requestsPerMinute) {}

    private record Refusal(String code) {}

    private final UsersInternal users;
    private final TokenVerifier verifier;

    /**
     * @param verifier tells whose the token is that a key is exchanged for
     */
    public UsersKeyIssuer(UsersInternal users, TokenVerifier verifier) {
        this.users = users;
        this.verifier = verifier;
    }

    @Override
    public KeyVerdict ask(ApiKeySecret key) {
        try {
            return verdict(users.ask(HttpMethod.POST, "/api-keys/exchange", Map.of("key", key.value())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeyExchange.unavailable();
        } catch (UsersInternal.Unavailable | JsonProcessingException e) {
            DebugLog.fine(LOG, "an API key could not be exchanged", e);
            throw KeyExchange.unavailable();
        }
    }

    private KeyVerdict verdict(ContentResponse answer) throws JsonProcessingException {
        String body = answer.getContentAsString();
        if (answer.getStatus() == 200) {
            return admitted(Json.tolerant().readValue(body, Exchanged.class));
        }
        if (answer.getStatus() == 401
                && REFUSED.equals(Json.tolerant().readValue(body, Refusal.class).code())) {
            return new KeyVerdict.Refused();
        }
        LOG.log(Level.WARNING, "users answered {0} to the exchange of an API key", answer.getStatus());
        throw KeyExchange.unavailable();
    }

    private KeyVerdict admitted(Exchanged exchanged) {
        Caller caller =
                verifier.checkPatiently(exchanged.accessToken()) instanceof TokenVerifier.Verdict.Trusted trusted
                        ? trusted.caller()
                        : null;
        return new KeyVerdict.Admitted(
                "Bearer " + exchanged.accessToken(),
                caller,
                new KeyAllowance(exchanged.keyId().toString(), exchanged.requestsPerMinute()),
                Duration.ofSeconds(exchanged.expiresIn()));
    }
}
