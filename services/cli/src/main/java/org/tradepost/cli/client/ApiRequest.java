package org.tradepost.cli.client;

import java.util.UUID;

/**
 * One call to the API.
 *
 * @param path path and query as they go on the wire (already encoded)
 * @param idempotencyKey sent as {@code Idempotency-Key}; null for none
 * @param preferWaitSeconds seconds asked for by {@code Prefer: wait=N}; 0 leaves it to the server
 */
public record ApiRequest(
        String method, String path, byte[] body, String contentType, String idempotencyKey, int preferWaitSeconds) {
    private static final String JSON = "application/json";

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, null, null, null, 0);
    }

    public static ApiRequest post(String path, Object body) {
        return new ApiRequest("POST", path, Json.bytes(body), JSON, null, 0);
    }

    /** For a body that is sent many times and was encoded once. */
    public static ApiRequest postBytes(String path, byte[] json) {
        return new ApiRequest("POST", path, json, JSON, null, 0);
    }

    public ApiRequest withKey(String key) {
        return new ApiRequest(method, path, body, contentType, key, preferWaitSeconds);
    }

    /** A key of its own, which makes repeating this very request safe. */
    public ApiRequest withNewKey() {
        return withKey(UUID.randomUUID().toString());
    }

    public ApiRequest waiting(int seconds) {
        return new ApiRequest(method, path, body, contentType, idempotencyKey, seconds);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
