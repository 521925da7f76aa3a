package org.tradepost.gateway.identification.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.gateway.identification.entity.KeyAllowance;
import org.tradepost.gateway.identification.entity.KeyVerdict;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.identity.TokenVerifier;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.HttpFailures;
import org.tradepost.shared.rest.Json;

/** Asks the users service to exchange a key for a token. Waits, so not on a container's thread. */
public final class UsersKeyIssuer implements KeyExchange.Issuer {

    /** A pool of connections of its own: checking keys goes on while the users service's public paths are busy. */
    private static final String POOL = "users keys";

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String REFUSED = "API_KEY_REFUSED";
    private static final Logger LOG = Logger.getLogger(UsersKeyIssuer.class.getName());

    private record Exchanged(String accessToken, long expiresIn, UUID keyId, long requestsPerMinute) {}

    private record Refusal(String code) {}

    private final HttpClient client;
    private final Guard guard;
    private final String endpoint;
    private final ServiceTokens ownTokens;
    private final TokenVerifier verifier;

    /**
     * @param guard stands before the users service's internal endpoints
     * @param users base URL of the users service
     * @param ownTokens with which the gateway shows that it may ask
     * @param verifier tells whose the token is that a key is exchanged for
     */
    public UsersKeyIssuer(HttpClient client, Guard guard, URI users, ServiceTokens ownTokens, TokenVerifier verifier) {
        this.client = client;
        this.guard = guard;
        this.endpoint = users + "/internal/api-keys/exchange";
        this.ownTokens = ownTokens;
        this.verifier = verifier;
    }

    @Override
    public KeyVerdict ask(ApiKeySecret key) {
        Guard.Passage passage;
        try {
            passage = guard.enter();
        } catch (CallRefused refused) {
            throw KeyExchange.unavailable();
        }
        try {
            String own = ownTokens.current();
            ContentResponse answer = client.newRequest(endpoint)
                    .tag(POOL)
                    .method(HttpMethod.POST)
                    .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + own)
                            .put(HttpHeader.ACCEPT, "application/json")
                            .put(Deadline.HEADER, Long.toString(PATIENCE.toMillis())))
                    .body(new StringRequestContent("application/json", Json.write(Map.of("key", key.value()))))
                    .send();
            String failure = HttpFailures.of(answer.getStatus());
            if (failure == null) {
                passage.succeeded();
            } else {
                passage.failed(failure);
            }
            return verdict(answer, own);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeyExchange.unavailable();
        } catch (ServiceTokens.Unavailable | ExecutionException | TimeoutException | JsonProcessingException e) {
            LOG.log(Level.FINE, "an API key could not be exchanged", e);
            if (e instanceof ExecutionException || e instanceof TimeoutException) {
                passage.failed(HttpFailures.of(e));
            }
            throw KeyExchange.unavailable();
        } finally {
            passage.abandoned();
        }
    }

    private KeyVerdict verdict(ContentResponse answer, String own) throws JsonProcessingException {
        String body = answer.getContentAsString();
        if (answer.getStatus() == 200) {
            return admitted(Json.tolerant().readValue(body, Exchanged.class));
        }
        if (answer.getStatus() == 401) {
            if (REFUSED.equals(Json.tolerant().readValue(body, Refusal.class).code())) {
                return new KeyVerdict.Refused();
            }
            // It was the gateway itself that was refused, which says nothing about the key.
            ownTokens.drop(own);
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
