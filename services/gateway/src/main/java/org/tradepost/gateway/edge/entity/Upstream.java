package org.tradepost.gateway.edge.entity;

import java.net.URI;

/**
 * A service behind the gateway. Each has a connection pool of its own, also where all share one server, so that a slow one
 * cannot use up the connections of the others.
 *
 * @param name shown in log lines and problems
 * @param base its address, without a trailing slash
 * @param streams whether its answers go on until the client has enough of them
 */
public record Upstream(String name, String base, boolean streams) implements Destination {

    public Upstream(String name, URI base) {
        this(name, base.toString(), false);
    }

    /** Those answers of a service that go on. */
    public static Upstream streams(String name, URI base) {
        return new Upstream(name, base.toString(), true);
    }

    /** The service itself: whose breaker and bulkhead it is, whichever pool is used. */
    public String client() {
        int end = name.indexOf(' ');
        return end < 0 ? name : name.substring(0, end);
    }
}
