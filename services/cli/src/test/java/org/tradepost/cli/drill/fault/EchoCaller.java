package org.tradepost.cli.drill.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Talks to an {@link EchoServer}. */
final class EchoCaller implements AutoCloseable {
    static final int PATIENCE_MILLIS = 5_000;
    private final Socket socket;
    private final BufferedReader reader;

    EchoCaller(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Null when the connection ended in order. */
    String hear() throws IOException {
        return reader.readLine();
    }

    String ask(String line) throws IOException {
        say(line);
        return hear();
    }

    boolean hearsNothingFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            reader.readLine();
            return false;
        } catch (java.net.SocketTimeoutException silent) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
