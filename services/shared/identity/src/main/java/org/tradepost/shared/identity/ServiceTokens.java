package org.tradepost.shared.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/**
 * A service's own access token, by client credentials (RFC 6749, section 4.4). It is renewed in the background after two thirds of
 * its life, by one request at a time; with the users service away it serves until it expires.
 */
public final class ServiceTokens {

    /** No token can be had. */
    public static final class Unavailable extends IOException {

        private static final long serialVersionUID = 1L;

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Token(String value, long renewAt, long expiresAt) {

        boolean isUsable(long now) {
            return now - expiresAt < 0;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    /** A token is not presented so late that it expires on its way. */
    private static final long SPARE_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(ServiceTokens.class.getName());

    private final URI endpoint;
    private final String clientId;
    private final Duration patience;
    private final String authorization;
    private final AtomicReference<CompletableFuture<Token>> renewal = new AtomicReference<>();
    private final AtomicReference<Token> token = new AtomicReference<>();
    private volatile long tried = System.nanoTime() - RETRY_NANOS;

    /**
     * @param users base URL of the users service
     * @param clientId such as {@code service-orders}
     */
    public ServiceTokens(URI users, String clientId, String secret) {
        this(users, clientId, secret, PATIENCE);
    }

    ServiceTokens(URI users, String clientId, String secret, Duration patience) {
        this.patience = patience;
        this.endpoint = URI.create(users + "/oauth2/token");
        this.clientId = clientId;
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (encoded(clientId) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A token to present now. Waits only when there is none, so not on a thread of the container's.
     *
     * @throws Unavailable without one, and with the users service away
     */
    public String current() throws Unavailable {
        long now = System.nanoTime();
        Token known = token.get();
        if (known == null || !known.isUsable(now)) {
            return awaited(renewed());
        }
        if (now - known.renewAt() >= 0 && now - tried >= RETRY_NANOS) {
            renewed();
        }
        return known.value();
    }

    /** Forgets a token that was refused, unless there is another one already. */
    public void drop(String refused) {
        Token known = token.get();
        if (known != null && known.value().equals(refused)) {
            token.compareAndSet(known, null);
        }
    }

    private String awaited(CompletableFuture<Token> future) throws Unavailable {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS).value();
        } catch (ExecutionException | TimeoutException e) {
            throw new Unavailable(clientId + " has no access token", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for an access token", e);
        }
    }

    private CompletableFuture<Token> renewed() {
        CompletableFuture<Token> mine = new CompletableFuture<>();
        CompletableFuture<Token> running = renewal.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        tried = System.nanoTime();
        Thread.ofVirtual().name("token of " + clientId).start(() -> renew(mine));
        return mine;
    }

    private void renew(CompletableFuture<Token> result) {
        try {
            Token fetched = fetch();
            token.set(fetched);
            renewal.set(null);
            result.complete(fetched);
        } catch (IOException | RuntimeException e) {
            Supplier<String> message = () -> clientId + " gets no access token: " + e.getMessage();
            if (e instanceof Fetch.Refused) {
                LOG.warning(message);
            } else {
                DebugLog.fine(LOG, message);
            }
            renewal.set(null);
            result.completeExceptionally(e);
        }
    }

    private Token fetch() throws IOException {
        long now = System.nanoTime();
        JsonNode answer = Fetch.postForm(endpoint, authorization, "grant_type=client_credentials");
        String value = answer.path("access_token").asText();
        long seconds = answer.path("expires_in").asLong();
        if (value.isEmpty() || seconds <= 0) {
            throw new IOException(endpoint + " answered no token");
        }
        long usable = Math.max(seconds - SPARE_SECONDS, 1);
        return new Token(
                value, now + TimeUnit.SECONDS.toNanos(seconds * 2 / 3), now + TimeUnit.SECONDS.toNanos(usable));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
