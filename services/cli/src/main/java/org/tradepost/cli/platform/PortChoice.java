package org.tradepost.cli.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.tradepost.cli.CommandFailure;

/** Finds free ports, and the same ones again at the next start as long as nobody else took them. */
public final class PortChoice {
    static final int DEFAULT_PUBLIC_PORT = 9080;
    static final int DEFAULT_HTTPS_PORT = 9443;
    private static final int LAST_PORT = 65_535;
    // Below the range that systems hand out for outgoing connections, which come and go.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;
    private static final int CONNECT_MILLIS = 1_000;

    private final Path file;
    private final Map<String, Integer> remembered = new TreeMap<>();
    private final Set<Integer> given = new HashSet<>();

    /** Port numbers by process name, as they are kept between starts. */
    record Ports(Map<String, Integer> ports) {}

    PortChoice(Path file) {
        this.file = file;
        PrivateJson.read(file, Ports.class).ifPresent(known -> remembered.putAll(known.ports()));
    }

    /** The port number that a setting has. */
    static int number(String text, String setting) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= LAST_PORT) {
                return port;
            }
        }
        throw new CommandFailure(setting + " is '" + text + "', which is not a port.");
    }

    /** The port that was asked for; a busy one is a failure that says by which setting to choose another. */
    int explicit(int port, String setting) {
        if (!isFree(port) || !given.add(port)) {
            throw new CommandFailure(
                    "Port " + port + " is taken by another program; choose another one with " + setting + ".");
        }
        return port;
    }

    /** This port, or the next free one above it. */
    int from(int first) {
        for (int port = first; port <= LAST_PORT; port++) {
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new CommandFailure("There is no free port from " + first + " on.");
    }

    /** The port that this process had before, or a free one that is remembered from now on. */
    public int loopback(String process) {
        var before = remembered.get(process);
        int port = before != null && isFree(before) && !given.contains(before) ? before : anyFree();
        given.add(port);
        remembered.put(process, port);
        PrivateJson.write(file, new Ports(remembered));
        return port;
    }

    private int anyFree() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!given.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new CommandFailure("There is no free port between " + LOWEST + " and " + HIGHEST + ".");
    }

    static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port))
                && canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Whether somebody listens there on the loopback interface. */
    static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
