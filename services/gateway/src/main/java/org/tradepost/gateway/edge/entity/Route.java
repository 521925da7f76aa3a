package org.tradepost.gateway.edge.entity;

import java.time.Duration;
import java.util.Set;

/**
 * One public path and everything below it.
 *
 * @param prefix raw path, without a trailing slash
 * @param below whether paths below the prefix belong to the route, too
 * @param destination who answers
 * @param patience silence after which the upstream is given up
 * @param deadline what the upstream is told that it has for its answer, if the caller does not want to wait longer
 * @param bodyLimit bytes of request body that are let through
 * @param methods the only methods allowed; empty for any
 */
public record Route(
        String prefix,
        boolean below,
        Destination destination,
        Duration patience,
        Duration deadline,
        long bodyLimit,
        Set<String> methods) {

    Route(
            String prefix,
            boolean below,
            Destination destination,
            Duration patience,
            long bodyLimit,
            Set<String> methods) {
        this(prefix, below, destination, patience, patience, bodyLimit, methods);
    }

    Route dueIn(Duration time) {
        return new Route(prefix, below, destination, patience, time, bodyLimit, methods);
    }

    /** Whether answers go on until the client has enough of them. */
    public boolean isStream() {
        return destination instanceof Upstream upstream && upstream.streams();
    }

    boolean matches(String path) {
        int length = prefix.length();
        return path.startsWith(prefix) && (path.length() == length || (below && path.charAt(length) == '/'));
    }

    /** Whether the method may be used here at all; which methods a resource has is its service's business. */
    public boolean allows(String method) {
        return methods.isEmpty() || methods.contains(method);
    }
}
