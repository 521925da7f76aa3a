package org.tradepost.gateway.caching.control;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.edge.entity.Exchange;

/** Which requests may be answered from the cache, and which answers may be kept there. */
public final class CachingRules {

    /**
     * With one of these somebody in particular asks (RFC 9111, section 3.5), for a part only, under conditions that are not looked at here,
     * for a signed answer, or wants the service itself to answer (section 5.2.1).
     */
    private static final List<String> NOT_FOR_THE_CACHE = List.of(
            "Authorization",
            "X-API-Key",
            "Signature-Input",
            "Accept-Signature",
            "Range",
            "If-Range",
            "If-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "Cache-Control",
            "Pragma",
            "Transfer-Encoding");

    private static final List<String> NOT_TO_BE_KEPT = List.of("no-store", "no-cache", "private");

    private CachingRules() {}

    /** Whether the answer to this request may be one that was made for another. */
    public static boolean mayBeAnswered(HttpServletRequest request, Exchange exchange) {
        if (!request.getMethod().equals("GET") || exchange.caller() != null || exchange.authorization() != null) {
            return false;
        }
        for (String field : NOT_FOR_THE_CACHE) {
            if (request.getHeader(field) != null) {
                return false;
            }
        }
        // Some clients say so of what they do not send.
        String length = request.getHeader("Content-Length");
        if (length != null && !length.equals("0")) {
            return false;
        }
        String accept = request.getHeader("Accept");
        return accept == null || accept.contains("*/*") || accept.contains("application/json");
    }

    /**
     * How long the answer may be given to others, from when it was asked for; nothing when it must not be kept at all. Only what the service
     * says explicitly counts (RFC 9111, sections 3 and 4.2.1).
     */
    public static Optional<Duration> lifetime(int status, HttpFields fields) {
        // Vary: whatever it names, the request for the cache did not have it from the client.
        if (status != 200
                || fields.contains(HttpHeader.SET_COOKIE)
                || fields.contains(HttpHeader.VARY)
                || fields.contains(HttpHeader.CONTENT_RANGE)
                || fields.contains(HttpHeader.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        Map<String, String> directives = directives(fields);
        if (NOT_TO_BE_KEPT.stream().anyMatch(directives::containsKey) || !directives.containsKey("public")) {
            return Optional.empty();
        }
        long allowed = seconds(directives.getOrDefault("s-maxage", directives.get("max-age")), 0);
        String age = fields.get(HttpHeader.AGE);
        long left = allowed - (age == null ? 0 : seconds(age, Integer.MAX_VALUE));
        return left > 0 ? Optional.of(Duration.ofSeconds(left)) : Optional.empty();
    }

    /** A directive that is said twice with different values is said by somebody who cannot be trusted with either. */
    private static Map<String, String> directives(HttpFields fields) {
        Map<String, String> directives = new HashMap<>();
        for (HttpField field : fields) {
            if (field.getHeader() != HttpHeader.CACHE_CONTROL) {
                continue;
            }
            for (String directive : field.getValue().split(",")) {
                int equals = directive.indexOf('=');
                String name = (equals < 0 ? directive : directive.substring(0, equals))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                String value = equals < 0 ? "" : directive.substring(equals + 1).strip();
                String before = directives.put(name, value);
                if (before != null && !before.equals(value)) {
                    directives.put("no-store", "");
                }
            }
        }
        return directives;
    }

    /** What cannot be read makes the answer stale (RFC 9111, section 4.2.1). */
    private static long seconds(String text, long otherwise) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : otherwise;
    }
}
