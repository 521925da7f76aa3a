package org.tradepost.gateway.edge.entity;

import java.util.Locale;

/**
 * How a request reached the platform: told by the connection, or by a trusted proxy that ended the client's connection.
 *
 * @param address of the client
 * @param scheme {@code http} or {@code https}
 * @param host that the client asked, with its port where it named one; null when it named none
 */
public record Entrance(String address, String scheme, String host) {

    public boolean isSecure() {
        return "https".equals(scheme);
    }

    /** The host without its port, in lower case; empty when the client named none. */
    public String hostName() {
        if (host == null) {
            return "";
        }
        int port = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        return (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
    }
}
