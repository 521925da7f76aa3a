package org.tradepost.gateway.edge.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tradepost.gateway.GatewaySettings.Cors;

/**
 * Which pages of other origins may use the API (Fetch standard, CORS protocol). An origin is allowed when it is listed, letter by
 * letter; there are no patterns to be outwitted.
 */
public final class CorsRules {

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?");
    private static final String EXPOSED =
            "Location, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID";
    private static final String ANY = "*";

    private final Set<String> origins;
    private final Set<String> headers;
    private final Cors settings;

    /** @throws IllegalStateException naming the setting that cannot be */
    public CorsRules(Cors settings) {
        this.settings = settings;
        this.origins = Set.copyOf(settings.origins());
        this.headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.addAll(settings.headers());
        for (String origin : origins) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalStateException("The setting " + Cors.ORIGINS + " has '" + origin
                        + "', which is not an origin such as https://shop.example in lower case");
            }
        }
        if (settings.credentials() && origins.contains(ANY)) {
            throw new IllegalStateException("The setting " + Cors.ORIGINS + " must not be * while " + Cors.CREDENTIALS
                    + " is true: any page could act for its visitor");
        }
    }

    public boolean isOff() {
        return origins.isEmpty();
    }

    public boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    public boolean allowsMethod(String method) {
        return settings.methods().contains(method);
    }

    /** @param names value of {@code Access-Control-Request-Headers}; may be null */
    public boolean allowsHeaders(String names) {
        if (names == null || names.isBlank()) {
            return true;
        }
        for (String name : names.split(",")) {
            if (!headers.contains(name.strip().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    /** What the answer to any request of an allowed origin says. */
    public Map<String, String> answer(String origin) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Access-Control-Allow-Origin", origins.contains(ANY) ? ANY : origin);
        if (settings.credentials()) {
            fields.put("Access-Control-Allow-Credentials", "true");
        }
        fields.put("Access-Control-Expose-Headers", EXPOSED);
        return fields;
    }

    /** What the answer to an allowed preflight request says. */
    public Map<String, String> preflightAnswer(String origin) {
        Map<String, String> fields = answer(origin);
        fields.remove("Access-Control-Expose-Headers");
        fields.put("Access-Control-Allow-Methods", String.join(", ", settings.methods()));
        fields.put("Access-Control-Allow-Headers", String.join(", ", List.copyOf(settings.headers())));
        fields.put("Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds()));
        return fields;
    }
}
