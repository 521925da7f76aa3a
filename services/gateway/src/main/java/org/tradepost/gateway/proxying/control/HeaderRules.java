package org.tradepost.gateway.proxying.control;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.edge.control.Entrances;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.rest.Correlation;

/** Which header fields pass the gateway in which direction. */
public final class HeaderRules {

    /** RFC 9110, section 7.6.1, and the older fields that every proxy drops. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /**
     * Written anew by the gateway, exchanged by it, or dangerous to pass on ("proxy" becomes an environment variable in some
     * runtimes).
     */
    private static final Set<String> NOT_UPSTREAM = Set.of(
            "host",
            // Nobody is known by a cookie here, so that no page can act for its visitor.
            "cookie",
            "expect",
            "forwarded",
            "proxy",
            "x-api-key",
            "x-real-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-request-id",
            "traceparent");

    /** Names an upstream or its software, or is set by the gateway already. */
    private static final Set<String> NOT_DOWNSTREAM = Set.of(
            "server",
            "x-powered-by",
            "via",
            "date",
            "x-request-id",
            "traceparent",
            "set-cookie",
            "set-cookie2",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-resource-policy",
            "content-security-policy");

    /** The last one is how Liberty is told about connections by a proxy of its own kind. */
    private static final List<String> INTERNAL = List.of("tradepost-", "x-forwarded-", "$ws");

    /** What other origins may do is the gateway's to say. */
    private static final String CORS = "access-control-allow-";

    private HeaderRules() {}

    /**
     * The header of the request to the service.
     *
     * @param deadline until when the answer is waited for
     */
    public static HttpFields.Mutable toUpstream(HttpServletRequest request, Exchange exchange, Deadline deadline) {
        HttpFields.Mutable fields = HttpFields.build();
        Set<String> named = namedByConnection(request.getHeaders("Connection"));
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            String lower = name.toLowerCase(Locale.ROOT);
            if (HOP_BY_HOP.contains(lower)
                    || NOT_UPSTREAM.contains(lower)
                    || named.contains(lower)
                    || isInternal(lower)) {
                continue;
            }
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                fields.add(name, values.nextElement());
            }
        }
        if (exchange.authorization() != null) {
            fields.put(HttpHeader.AUTHORIZATION, exchange.authorization());
        }
        correlate(fields, exchange);
        forward(fields, exchange);
        fields.put(Deadline.HEADER, deadline.header());
        return fields;
    }

    /** Puts the ids that connect log lines across services, and whether those are to be seen in full. */
    public static void correlate(HttpFields.Mutable fields, Exchange exchange) {
        fields.put(Correlation.REQUEST_ID_HEADER, exchange.correlation().requestId());
        fields.put(Correlation.TRACEPARENT_HEADER, exchange.traceparent());
        if (exchange.correlation().debug()) {
            fields.put(Correlation.DEBUG_HEADER, "true");
        }
    }

    /** Copies what may be seen of the service's header. */
    public static void toClient(HttpFields upstream, HttpServletResponse response) {
        toClient(upstream).forEach(field -> response.addHeader(field.getName(), field.getValue()));
    }

    /** What may be seen of the service's header. */
    public static HttpFields toClient(HttpFields upstream) {
        HttpFields.Mutable seen = HttpFields.build();
        Set<String> named = Set.of();
        for (String value : upstream.getValuesList(HttpHeader.CONNECTION)) {
            named = add(named, value);
        }
        for (HttpField field : upstream) {
            String lower = field.getLowerCaseName();
            if (HOP_BY_HOP.contains(lower)
                    || NOT_DOWNSTREAM.contains(lower)
                    || named.contains(lower)
                    || lower.startsWith(CORS)
                    || isInternal(lower)) {
                continue;
            }
            seen.add(field);
        }
        if (!seen.contains(HttpHeader.CACHE_CONTROL)) {
            seen.put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        return seen;
    }

    private static void forward(HttpFields.Mutable fields, Exchange exchange) {
        String scheme = exchange.entrance().scheme();
        String client = exchange.clientAddress();
        fields.put("X-Forwarded-For", client);
        fields.put("X-Forwarded-Proto", scheme);
        String node = client.indexOf(':') < 0 ? client : "\"[" + client + "]\"";
        String forwarded = "for=" + node + ";proto=" + scheme;
        String host = exchange.entrance().host();
        if (Entrances.isHost(host)) {
            fields.put("X-Forwarded-Host", host);
            forwarded += ";host=\"" + host + "\"";
        }
        fields.put("Forwarded", forwarded);
    }

    private static Set<String> namedByConnection(Enumeration<String> values) {
        Set<String> named = Set.of();
        while (values != null && values.hasMoreElements()) {
            named = add(named, values.nextElement());
        }
        return named;
    }

    /** The options that only concern the connection itself name no field, and are by far the most frequent. */
    private static Set<String> add(Set<String> named, String value) {
        if (value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
            return named;
        }
        Set<String> all = new HashSet<>(named);
        for (String option : value.split(",")) {
            String name = option.strip().toLowerCase(Locale.ROOT);
            // A sender must not take away what the answer is framed by (RFC 9110, section 7.6.1).
            if (!name.equals("content-length") && !name.equals("content-type")) {
                all.add(name);
            }
        }
        return all;
    }

    private static boolean isInternal(String lower) {
        for (String prefix : INTERNAL) {
            if (lower.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
