package org.tradepost.shared.idempotency;

import java.net.URI;
import java.util.Map;

/**
 * The answer to a request, as it is kept.
 *
 * @param status HTTP status
 * @param body entity, written as JSON; may be null
 * @param headers headers beside the content type
 */
public record StoredResponse(int status, Object body, Map<String, String> headers) {

    public static StoredResponse ok(Object body) {
        return new StoredResponse(200, body, Map.of());
    }

    public static StoredResponse created(URI location, Object body) {
        return new StoredResponse(201, body, Map.of("Location", location.toString()));
    }

    /** The same answer with a further header. */
    public StoredResponse header(String name, String value) {
        Map<String, String> more = new java.util.LinkedHashMap<>(headers);
        more.put(name, value);
        return new StoredResponse(status, body, more);
    }
}
