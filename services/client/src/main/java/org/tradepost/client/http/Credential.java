package org.tradepost.client.http;

/**
 * What a request shows about who sends it, as one header.
 *
 * @param header {@code Authorization} or {@code X-API-Key}
 */
public record Credential(String header, String value) {

    /** An access token (RFC 6750). */
    public static Credential token(String accessToken) {
        return new Credential("Authorization", "Bearer " + accessToken);
    }

    public static Credential apiKey(String key) {
        return new Credential("X-API-Key", key);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Credential[" + header + "]";
    }
}
