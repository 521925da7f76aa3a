package org.tradepost.cli.drill.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.tradepost.cli.CommandFailure;

/**
 * The way from one process to another: a TCP proxy on the loopback interface, whose behaviour can be changed at any moment for
 * connections that are there and those to come. Bytes are passed on as they are; what they mean is nobody's business here.
 *
 * <p>Where no target takes connections, none are taken here either: callers see what they would see without the proxy.
 */
final class Link implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int CONNECT_MILLIS = 1_000;
    private static final Duration PROBE = Duration.ofMillis(50);

    private static final Duration LAST_CONNECTION = Duration.ofSeconds(5);

    private final String name;
    private final InetSocketAddress address;
    private final Supplier<List<Integer>> targets;
    private final LinkCondition condition = new LinkCondition();
    private final Set<LinkedPair> pairs = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean reachable = true;
    private boolean closed;

    /**
     * @param targets ports to connect to, the preferred one first; asked for every connection
     */
    Link(String name, int port, Supplier<List<Integer>> targets) {
        this.name = name;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.targets = targets;
        listenAsItShould();
    }

    String name() {
        return name;
    }

    int port() {
        return address.getPort();
    }

    int connections() {
        return pairs.size();
    }

    /** Back to normal: everything passes at once. */
    void open() {
        change(LinkCondition.Mode.OPEN, Duration.ZERO);
    }

    /** Connections end, new ones are refused. */
    void cut() {
        change(LinkCondition.Mode.CUT, Duration.ZERO);
        pairs.forEach(LinkedPair::close);
    }

    /** Nothing passes and nobody is told; what was sent arrives when the link is open again. */
    void silence() {
        change(LinkCondition.Mode.SILENT, Duration.ZERO);
    }

    /** Everything arrives this much later, each way. */
    void delay(Duration each) {
        change(LinkCondition.Mode.DELAYED, each);
    }

    /** What is sent arrives; when the target answers, the answer is dropped and the connection ends. */
    void loseAnswers() {
        change(LinkCondition.Mode.ANSWERS_LOST, Duration.ZERO);
    }

    /** Resets the connections that are there; the mode stays. */
    void reset() {
        pairs.forEach(LinkedPair::reset);
    }

    private void change(LinkCondition.Mode mode, Duration delay) {
        condition.set(mode, delay);
        listenAsItShould();
    }

    private synchronized void listenAsItShould() {
        boolean wanted = !closed && reachable && condition.mode() != LinkCondition.Mode.CUT;
        try {
            if (wanted && listener == null) {
                var opened = new ServerSocket();
                opened.setReuseAddress(true);
                opened.bind(address, BACKLOG);
                listener = opened;
                acceptor = Thread.ofPlatform().daemon().name("link " + name).start(() -> accept(opened));
            } else if (!wanted && listener != null) {
                listener.close();
                listener = null;
                awaitAcceptor();
            }
        } catch (IOException e) {
            throw new CommandFailure("The link " + name + " cannot listen at " + address + ": " + e.getMessage(), e);
        }
    }

    /** The system goes on listening until the thread that waits for connections has left. */
    private void awaitAcceptor() {
        try {
            acceptor.join(LAST_CONNECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var client = from.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                if (!from.isClosed()) {
                    throw new CommandFailure("The link " + name + " takes no connections: " + e.getMessage(), e);
                }
            }
        }
    }

    private void connect(Socket client) {
        condition.awaitPassable();
        var server = firstThatAccepts();
        if (server.isEmpty()) {
            LinkedPair.reset(client);
            unreachable();
            return;
        }
        var pair = new LinkedPair(client, server.get(), condition, pairs::remove);
        pairs.add(pair);
        pair.start();
        if (condition.mode() == LinkCondition.Mode.CUT || isClosed()) {
            pair.close();
        }
    }

    private Optional<Socket> firstThatAccepts() {
        for (int port : targets.get()) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                return Optional.of(socket);
            } catch (IOException refused) {
                LinkedPair.reset(socket);
            }
        }
        return Optional.empty();
    }

    /** Refuses connections until a target takes one again. */
    private synchronized void unreachable() {
        if (reachable && !closed) {
            reachable = false;
            listenAsItShould();
            Thread.ofVirtual().name("probe " + name).start(this::awaitTarget);
        }
    }

    private void awaitTarget() {
        Optional<Socket> found = Optional.empty();
        while (found.isEmpty() && !isClosed()) {
            Pause.of(PROBE);
            found = firstThatAccepts();
        }
        found.ifPresent(LinkedPair::reset);
        synchronized (this) {
            reachable = true;
            listenAsItShould();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            listenAsItShould();
        }
        condition.set(LinkCondition.Mode.CUT, Duration.ZERO);
        pairs.forEach(LinkedPair::close);
    }
}
