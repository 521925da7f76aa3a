package org.tradepost.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Text that is dangerous wherever it is taken for something else. */
final class HostileText {

    private static final int ENDLESS = 10_000;
    private static final String HALF_A_PAIR = "\ud800";
    /** What a decoder would make of it that does not look; no UTF-8 (RFC 3629, section 3). */
    private static final String HALF_A_PAIR_ENCODED = "%ED%A0%80";

    /** Escapes what UTF-8 has no bytes for. */
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Map<String, String> BY_KIND = new TreeMap<>(Map.of(
            "SQL condition", "' OR '1'='1",
            "SQL statement", "'; DROP TABLE users;--",
            "script", "<script>alert(1)</script>",
            "element", "\"><img src=x onerror=alert(1)>",
            "lookup", "${jndi:ldap://127.0.0.1:1/a}",
            "path", "../../etc/passwd",
            "NUL", "a\u0000b",
            "half a pair", "a" + HALF_A_PAIR + "b",
            "header", "a\r\nX-Injected: 1",
            "encoded header", "%0d%0aX-Injected: 1"));

    static {
        BY_KIND.put("endless", "x".repeat(ENDLESS));
    }

    private HostileText() {}

    static Map<String, String> all() {
        return BY_KIND;
    }

    static String inJson(JsonNode body) {
        try {
            return ESCAPING.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As one part of a path, a query or a form. */
    static String inAddress(String text) {
        String marked = text.replace(HALF_A_PAIR, "HALFAPAIR");
        return URLEncoder.encode(marked, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("HALFAPAIR", HALF_A_PAIR_ENCODED);
    }
}
