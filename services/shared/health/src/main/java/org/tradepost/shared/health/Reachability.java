package org.tradepost.shared.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A dependency that is there when its port takes connections. Whether it then answers well is its own readiness to tell.
 *
 * @param name as shown in the health data
 * @param critical whether the service's main job fails without it
 * @param host where it is
 * @param port TCP port
 */
public record Reachability(String name, boolean critical, String host, int port) implements DependencyCheck {

    private static final int LIMIT_MS = 1000;

    /** Another service, by its base URL. */
    public static DependencyCheck of(String name, boolean critical, URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        return new Reachability(name, critical, url.getHost(), port);
    }

    @Override
    public boolean available() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), LIMIT_MS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
