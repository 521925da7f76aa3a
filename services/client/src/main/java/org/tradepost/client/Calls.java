package org.tradepost.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.Persistence;

/** Sends one caller's requests and reads the answers as values. */
final class Calls {
    private static final int PAGE = 100;

    private final Persistence.Attempt attempt;
    private final Persistence persistence;

    Calls(Persistence.Attempt attempt, Persistence persistence) {
        this.attempt = attempt;
        this.persistence = persistence;
    }

    <T> T get(String doing, String path, Class<T> type) {
        return send(doing, ApiRequest.get(path), type, 200);
    }

    /** Under a new idempotency key, unless it has one. */
    <T> T create(String doing, ApiRequest request, Class<T> type) {
        ApiRequest keyed = request.idempotencyKey() == null ? request.withNewKey() : request;
        return send(doing, keyed, type, 200, 201, 202);
    }

    <T> T send(String doing, ApiRequest request, Class<T> type, int... statuses) {
        return persistence.send(attempt, request).expect(doing, statuses).as(type);
    }

    void send(String doing, ApiRequest request) {
        persistence.send(attempt, request).expect(doing, 204);
    }

    /**
     * A list in pages as large as the API gives.
     *
     * @param query parameters whose values are null are left out
     */
    <T> Listing<T> list(String doing, String path, Map<String, String> query, Class<T> type) {
        return new Listing<>(
                cursor -> {
                    Map<String, String> parameters = new TreeMap<>(query);
                    parameters.put("limit", String.valueOf(PAGE));
                    if (cursor != null) {
                        parameters.put("cursor", cursor);
                    }
                    return persistence
                            .send(attempt, ApiRequest.get(path + query(parameters)))
                            .expect(doing, 200)
                            .json();
                },
                type);
    }

    /** The parameters as a query with its question mark. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + ApiClient.encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }
}
