package org.tradepost.gateway.users.control;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.HttpFailures;
import org.tradepost.shared.rest.Json;

/** What the gateway itself asks of the users service, under its own name. Waits, so not on a container's thread. */
public final class UsersInternal {

    /** Users cannot be asked, or failed. */
    public static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        Unavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** A pool of connections of its own: questions are answered while the users service's public paths are busy. */
    private static final String POOL = "users internal";

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final HttpClient client;
    private final Guard guard;
    private final URI users;
    private final ServiceTokens ownTokens;

    /**
     * @param guard stands before the users service's internal endpoints
     * @param users base URL of the users service
     * @param ownTokens with which the gateway shows that it may ask
     */
    public UsersInternal(HttpClient client, Guard guard, URI users, ServiceTokens ownTokens) {
        this.client = client;
        this.guard = guard;
        this.users = users;
        this.ownTokens = ownTokens;
    }

    /**
     * Asks; a second time under a new token when the first was refused.
     *
     * @param path below {@code /internal}
     * @param body sent as JSON; null for none
     * @return an answer of a service that is well, 4xx included
     */
    public ContentResponse ask(HttpMethod method, String path, Object body) throws Unavailable, InterruptedException {
        try {
            String token = ownTokens.current();
            ContentResponse answer = send(method, path, body, token);
            if (refusesUs(answer)) {
                ownTokens.drop(token);
                answer = send(method, path, body, ownTokens.current());
            }
            if (refusesUs(answer)) {
                throw new Unavailable("users does not know the gateway", null);
            }
            return answer;
        } catch (IOException none) {
            throw new Unavailable("no token of our own", none);
        }
    }

    private ContentResponse send(HttpMethod method, String path, Object body, String token)
            throws Unavailable, InterruptedException {
        Guard.Passage passage = enter();
        try {
            ContentResponse answer = request(method, path, body, token).send();
            String failure = HttpFailures.of(answer.getStatus());
            if (failure != null) {
                passage.failed(failure);
                throw new Unavailable("users answered " + answer.getStatus(), null);
            }
            passage.succeeded();
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            passage.failed(HttpFailures.of(e));
            throw new Unavailable("users did not answer", e);
        } finally {
            passage.abandoned();
        }
    }

    private Guard.Passage enter() throws Unavailable {
        try {
            return guard.enter();
        } catch (CallRefused refused) {
            throw new Unavailable("users is not asked at the moment", refused);
        }
    }

    private Request request(HttpMethod method, String path, Object body, String token) {
        Request request = client.newRequest(users + "/internal" + path)
                .tag(POOL)
                .method(method)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + token)
                        .put(HttpHeader.ACCEPT, "application/json")
                        .put(Deadline.HEADER, Long.toString(PATIENCE.toMillis())));
        return body == null ? request : request.body(new StringRequestContent("application/json", Json.write(body)));
    }

    /** Rather than whom we ask about. */
    private static boolean refusesUs(ContentResponse answer) {
        return answer.getStatus() == CommonError.UNAUTHORIZED.status()
                && answer.getContentAsString().contains('"' + CommonError.UNAUTHORIZED.name() + '"');
    }
}
