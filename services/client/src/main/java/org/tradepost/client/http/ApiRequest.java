package org.tradepost.client.http;

import java.util.UUID;

/**
 * One call to the API.
 *
 * @param path path and query as they go on the wire (already encoded)
 * @param idempotencyKey sent as {@code Idempotency-Key}; null for none
 * @param ifMatch sent as {@code If-Match}; null for none
 * @param preferWaitSeconds seconds asked for by {@code Prefer: wait=N}; 0 leaves it to the server
 */
public record ApiRequest(
        String method,
        String path,
        byte[] body,
        String contentType,
        String idempotencyKey,
        String ifMatch,
        int preferWaitSeconds) {
    private static final String JSON = "application/json";

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, null, null, null, null, 0);
    }

    public static ApiRequest delete(String path) {
        return new ApiRequest("DELETE", path, null, null, null, null, 0);
    }

    /** Without a body. */
    public static ApiRequest post(String path) {
        return new ApiRequest("POST", path, null, null, null, null, 0);
    }

    public static ApiRequest post(String path, Object body) {
        return post(path, Json.bytes(body), JSON);
    }

    public static ApiRequest post(String path, byte[] body, String contentType) {
        return new ApiRequest("POST", path, body, contentType, null, null, 0);
    }

    public static ApiRequest put(String path, Object body) {
        return new ApiRequest("PUT", path, Json.bytes(body), JSON, null, null, 0);
    }

    /** For a body that is sent many times and was encoded once. */
    public static ApiRequest postBytes(String path, byte[] json) {
        return post(path, json, JSON);
    }

    public ApiRequest withKey(String key) {
        return new ApiRequest(method, path, body, contentType, key, ifMatch, preferWaitSeconds);
    }

    /** A key of its own, which makes repeating this very request safe. */
    public ApiRequest withNewKey() {
        return withKey(UUID.randomUUID().toString());
    }

    public ApiRequest waiting(int seconds) {
        return new ApiRequest(method, path, body, contentType, idempotencyKey, ifMatch, seconds);
    }

    /** Only if the resource still has this version, which is what the API's entity tags hold. */
    public ApiRequest ifVersion(long version) {
        return new ApiRequest(
                method, path, body, contentType, idempotencyKey, "\"" + version + "\"", preferWaitSeconds);
    }

    /** Whether sending it twice has the effect of sending it once: it reads, or it has a key. */
    public boolean isRepeatable() {
        return method.equals("GET") || idempotencyKey != null;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
