package org.tradepost.gateway.edge.control;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.tradepost.gateway.edge.entity.Entrance;

/**
 * Tells how a request came in. Only a trusted proxy's {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} are believed, of
 * each the last value, the only one that a client cannot write; {@code Forwarded} never is, for no proxy sets both alike.
 */
public final class Entrances {

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

    private final ClientAddresses addresses;

    public Entrances(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    public Entrance of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        String scheme = request.getScheme();
        String host = request.getHeader("Host");
        if (!addresses.isTrusted(peer)) {
            return new Entrance(peer, scheme, host);
        }
        String proto = last(request, "X-Forwarded-Proto");
        String forwardedHost = last(request, "X-Forwarded-Host");
        return new Entrance(
                addresses.of(peer, all(request, "X-Forwarded-For")),
                "https".equals(proto) || "http".equals(proto) ? proto : scheme,
                isHost(forwardedHost) ? forwardedHost : host);
    }

    /** Whether this is a host that a Host header may name (RFC 9110, section 7.2). */
    public static boolean isHost(String text) {
        return text != null && HOST.matcher(text).matches();
    }

    private static String last(HttpServletRequest request, String name) {
        String values = all(request, name);
        return values == null
                ? null
                : values.substring(values.lastIndexOf(',') + 1).strip();
    }

    private static String all(HttpServletRequest request, String name) {
        String all = String.join(",", Collections.list(request.getHeaders(name)));
        return all.isEmpty() ? null : all;
    }
}
