package org.tradepost.cli.drill.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers every line with its name and the line, and remembers what it was sent. */
final class EchoServer implements AutoCloseable {
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final String name;
    private final ServerSocket listener;

    EchoServer(String name) throws IOException {
        this(name, 0);
    }

    EchoServer(String name, int port) throws IOException {
        this.name = name;
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void echo(Socket socket) {
        try (socket;
                var reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                received.add(line);
                socket.getOutputStream().write((name + ":" + line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            received.add("(end)");
        } catch (IOException gone) {
            received.add("(reset)");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
