package org.tradepost.cli.drill.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a link: the caller's and the one to the target. */
final class LinkedPair {
    private static final int CHUNK = 32 * 1024;
    private static final int DIRECTIONS = 2;

    private final Socket client;
    private final Socket server;
    private final LinkCondition condition;
    private final Consumer<LinkedPair> onEnd;
    private final AtomicInteger flowing = new AtomicInteger(DIRECTIONS);

    LinkedPair(Socket client, Socket server, LinkCondition condition, Consumer<LinkedPair> onEnd) {
        this.client = client;
        this.server = server;
        this.condition = condition;
        this.onEnd = onEnd;
    }

    void start() {
        Thread.ofVirtual().start(() -> pass(client, server, false));
        Thread.ofVirtual().start(() -> pass(server, client, true));
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try {
            from.setTcpNoDelay(true);
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var chunk = new byte[CHUNK];
            int count;
            while ((count = in.read(chunk)) >= 0) {
                condition.awaitPassable();
                if (answers && condition.mode() == LinkCondition.Mode.ANSWERS_LOST) {
                    close();
                    return;
                }
                out.write(chunk, 0, count);
            }
            to.shutdownOutput();
            if (flowing.decrementAndGet() == 0) {
                close();
            }
        } catch (IOException ended) {
            // The end of one is the end of the other.
            close();
        }
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
        onEnd.accept(this);
    }

    /** Ends it the way a crashed machine that is back does: by a reset, whichever thread closes a socket first. */
    void reset() {
        endHard(client);
        endHard(server);
        close();
    }

    static void reset(Socket socket) {
        endHard(socket);
        closeQuietly(socket);
    }

    /** From now on closing it sends a reset. */
    private static void endHard(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // Then there is nothing to reset.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.println("a connection could not be closed: " + e.getMessage());
        }
    }
}
