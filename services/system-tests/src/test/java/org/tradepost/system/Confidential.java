package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What tests sent or were told that no log may ever hold: credentials, and what identifies a person. */
final class Confidential {

    /** Fields of requests and answers, wherever they are in the document. */
    private static final Set<String> FIELDS = Set.of(
            "password",
            "currentPassword",
            "newPassword",
            "accessToken",
            "access_token",
            "refreshToken",
            "refresh_token",
            "client_secret",
            "clientSecret",
            "apiKey",
            "key",
            "secret",
            "signature",
            "privateKey",
            "email",
            "phone",
            "line1",
            "line2");

    /** Too short to tell from other text. */
    private static final int SHORTEST = 8;

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private Confidential() {}

    static void note(String value) {
        if (value != null && value.length() >= SHORTEST) {
            SEEN.add(value);
        }
    }

    /** Notes every confidential field of a document. */
    static void note(JsonNode document) {
        document.properties().forEach(field -> {
            if (FIELDS.contains(field.getKey()) && field.getValue().isTextual()) {
                note(field.getValue().asText());
            }
        });
        document.forEach(Confidential::note);
    }

    /** The credentials of an Authorization or X-API-Key header. */
    static void noteHeader(String name, String value) {
        if ("Authorization".equalsIgnoreCase(name)) {
            note(value.substring(value.indexOf(' ') + 1));
        } else if ("X-API-Key".equalsIgnoreCase(name)) {
            note(value);
        }
    }

    static Set<String> seen() {
        return Set.copyOf(SEEN);
    }
}
