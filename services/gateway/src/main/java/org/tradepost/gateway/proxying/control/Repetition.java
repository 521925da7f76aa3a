package org.tradepost.gateway.proxying.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Set;

/**
 * Which requests may be sent a second time when a connection failed before any of the answer came: all that no service has seen, and
 * those that do no harm when they are applied twice (RFC 9110, section 9.2.2).
 */
public final class Repetition {

    /** A body that is longer is not kept. */
    public static final int LONGEST_BODY = 64 * 1024;

    private static final Set<String> READING = Set.of("GET", "HEAD");
    /** Where an Idempotency-Key is honoured; elsewhere it may be sent, and mean nothing. */
    private static final List<String> KEYED =
            List.of("/api/v1/orders", "/api/v1/products", "/api/v1/users", "/api/v2/users");

    private Repetition() {}

    /** Whether nobody can have got the request. */
    public static boolean neverArrived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the request only reads, so that it does not matter whether it was applied. */
    public static boolean isReading(String method) {
        return READING.contains(method);
    }

    /**
     * @param hasKey whether it has an Idempotency-Key
     * @param path as the service sees it
     * @param failure of a connection, before any of the answer came
     */
    public static boolean isHarmless(String method, boolean hasKey, String path, Throwable failure) {
        if (neverArrived(failure)) {
            return true;
        }
        boolean keyed = hasKey && method.equals("POST") && KEYED.stream().anyMatch(start -> isBelow(path, start));
        return (isReading(method) || keyed) && hungUp(failure);
    }

    private static boolean isBelow(String path, String start) {
        return path.equals(start) || path.startsWith(start + "/");
    }

    /** Not a time that ran out: who was slow once is not asked to do it all again. */
    private static boolean hungUp(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof SocketTimeoutException)
                && !(failure instanceof BodyTooLarge)
                && !(failure instanceof TooSlow)
                && !(failure instanceof UnreadableBody);
    }
}
