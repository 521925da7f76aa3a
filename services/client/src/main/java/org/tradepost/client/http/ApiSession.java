package org.tradepost.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls made as one person. The access token is renewed before it ends and once when it is refused. */
public final class ApiSession {
    private static final long RENEW_EARLY_SECONDS = 30;

    private final ApiClient client;
    private final Map<String, String> credentials;
    private volatile Token token;
    private volatile String userId;

    private record Token(String value, long renewAtNanos) {
        Credential credential() {
            return Credential.token(value);
        }

        boolean isDue() {
            return System.nanoTime() - renewAtNanos >= 0;
        }
    }

    private ApiSession(ApiClient client, String email, String password) {
        this.client = client;
        this.credentials = Map.of("email", email, "password", password);
    }

    /**
     * Logs in.
     *
     * @throws ApiFailure when the credentials are refused, or no answer came
     */
    public static ApiSession login(ApiClient client, String email, String password) {
        ApiSession session = new ApiSession(client, email, password);
        try {
            session.renew(null);
        } catch (IOException e) {
            throw client.unreachable(e);
        }
        return session;
    }

    public ApiClient client() {
        return client;
    }

    /** The id of the person who is logged in. */
    public String userId() {
        if (userId == null) {
            userId = fetch("/api/v1/profile", "Reading the own profile")
                    .path("id")
                    .asText();
        }
        return userId;
    }

    public ApiResponse send(ApiRequest request) throws IOException {
        return send(client, request);
    }

    /** Sends a request to somebody else who takes the same tokens; they are renewed where they always are. */
    public ApiResponse send(ApiClient other, ApiRequest request) throws IOException {
        Token current = validToken();
        ApiResponse response = other.send(request, current.credential());
        if (response.status() != 401) {
            return response;
        }
        return other.send(request, renew(current).credential());
    }

    /**
     * An access token for what does not go over HTTP.
     *
     * @throws ApiFailure when it has to be renewed and cannot be
     */
    public String accessToken() {
        try {
            return validToken().value();
        } catch (IOException e) {
            throw client.unreachable(e);
        }
    }

    /** Sends a streamed body once, with a token that was made sure of before. */
    public ApiResponse sendStream(ApiRequest request, InputStream body) throws IOException {
        return client.sendStream(request, body, validToken().credential());
    }

    /**
     * Sends a request.
     *
     * @throws ApiUnreachable when no answer came
     */
    public ApiResponse call(ApiRequest request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw client.unreachable(e);
        }
    }

    /**
     * What GET answers with 200, asked again while the server is briefly away.
     *
     * @throws ApiFailure when it answers something else, or not at all
     */
    public JsonNode fetch(String path, String doing) {
        return new Persistence(client)
                .send(this, ApiRequest.get(path))
                .expect(doing, 200)
                .json();
    }

    private Token validToken() throws IOException {
        Token current = token;
        return current.isDue() ? renew(current) : current;
    }

    private synchronized Token renew(Token stale) throws IOException {
        if (token != null && token != stale) {
            return token;
        }
        JsonNode answer = client.send(ApiRequest.post("/api/v1/login", credentials), null)
                .expect("Logging in", 200)
                .json();
        long seconds = Math.max(1, answer.path("expiresIn").asLong(300) - RENEW_EARLY_SECONDS);
        token = new Token(answer.path("accessToken").asText(), System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        return token;
    }
}
