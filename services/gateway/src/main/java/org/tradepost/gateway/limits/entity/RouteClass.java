package org.tradepost.gateway.limits.entity;

import java.util.Locale;
import org.tradepost.gateway.edge.entity.RouteTable;

/**
 * The kinds of requests that are limited and, when there are too many at once, refused apart from each other: the one table of both.
 *
 * <p>Columns: the share of the concurrency limit up to which the kind is let in (the least critical has the smallest); whether its
 * latency tells how busy the platform is (an order may rightly take many seconds); limits of one client address while
 * developing and in production; limits of one person likewise. Empty limits do not exist.
 */
public enum RouteClass {
    /** Probes: neither counted nor refused, since a crowded platform must not look dead. */
    HEALTH(1, false, "", "", "", ""),
    /** The catalogue, the API document. */
    BROWSE(0.5, true, "20000/s", "100/s", "20000/s", "50/s"),
    /** Following an order, for minutes: it has no place under the concurrency limit, but one of its own. */
    STREAM(1, false, "20000/s", "20/s", "20000/s", "10/s"),
    /** Every other GET. */
    READ(0.65, true, "20000/s", "100/s", "20000/s", "50/s"),
    /** Every other change. */
    WRITE(0.75, false, "20000/s", "50/s", "20000/s", "20/s"),
    /** Placing an order. */
    ORDER(0.85, false, "20000/s", "20/s", "20000/s", "10/s"),
    /** Cancelling and refunding. */
    AFTERCARE(0.95, false, "20000/s", "20/s", "20000/s", "10/s"),
    /** A password is checked, which is dear. */
    LOGIN(0.95, false, "50/s", "5/min", "", ""),
    /** A client's secret or a refresh token is checked. */
    TOKEN(0.95, false, "20000/s", "60/min", "", ""),
    /** A password is hashed and an account made. */
    REGISTRATION(0.75, false, "20000/s", "5/min", "", ""),
    /** What administrators do, and reports. */
    ADMIN(1, false, "20000/s", "50/s", "20000/s", "50/s");

    private final double share;
    private final boolean latencyTells;
    private final String addressWide;
    private final String addressStrict;
    private final String userWide;
    private final String userStrict;

    RouteClass(
            double share,
            boolean latencyTells,
            String addressWide,
            String addressStrict,
            String userWide,
            String userStrict) {
        this.share = share;
        this.latencyTells = latencyTells;
        this.addressWide = addressWide;
        this.addressStrict = addressStrict;
        this.userWide = userWide;
        this.userStrict = userStrict;
    }

    /** @param path raw path of the request, not yet found harmless; null when there is none */
    public static RouteClass of(String method, String path) {
        if (path == null) {
            return READ;
        }
        boolean reads = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        if (under(path, "/health")) {
            return HEALTH;
        }
        if (under(path, "/api/v1/admin") || under(path, "/api/v1/reports")) {
            return ADMIN;
        }
        if (method.equals("GET") && RouteTable.isOrderEvents(path)) {
            return STREAM;
        }
        return reads ? reading(path) : changing(path);
    }

    private static RouteClass reading(String path) {
        return under(path, "/api/v1/products") || under(path, "/openapi") || path.equals("/") ? BROWSE : READ;
    }

    private static RouteClass changing(String path) {
        if (under(path, "/api/v1/login")) {
            return LOGIN;
        }
        if (under(path, "/oauth2")) {
            return TOKEN;
        }
        if (is(path, "/api/v1/users") || is(path, "/api/v2/users")) {
            return REGISTRATION;
        }
        if (is(path, "/api/v1/orders") || under(path, "/api/v1/secure")) {
            return ORDER;
        }
        return under(path, "/api/v1/orders") ? AFTERCARE : WRITE;
    }

    private static boolean under(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** A trailing slash makes no difference to the services, so it must make none to the limits. */
    private static boolean is(String path, String whole) {
        return under(path, whole) && path.length() <= whole.length() + 1;
    }

    /** As in names of settings, policies and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public double share() {
        return share;
    }

    public boolean latencyTells() {
        return latencyTells;
    }

    /** The default limit of one client address; empty for none. */
    String perAddress(boolean production) {
        return production ? addressStrict : addressWide;
    }

    /** The default limit of one person; empty for none. */
    String perUser(boolean production) {
        return production ? userStrict : userWide;
    }
}
