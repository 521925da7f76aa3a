package org.tradepost.cli.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tradepost.cli.CommandFailure;

/** The supervisor's ear: takes requests to start a process, one JSON line each, from whoever can read the home's secrets. */
final class ControlServer implements AutoCloseable {
    private final ServerSocket socket;

    /** Start this process with these additions to its environment. */
    record Request(String token, String process, Map<String, String> environment) {
        @Override
        public String toString() {
            return "Request[process=" + process + "]";
        }
    }

    /**
     * @param failure null when the process is ready
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String failure) {}

    ControlServer() {
        try {
            socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new CommandFailure("Cannot listen on the loopback interface: " + e.getMessage(), e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Serves until it is closed, each request in a thread of its own. */
    void serve(String token, BiConsumer<String, Map<String, String>> start) {
        Thread.ofPlatform().daemon().name("control").start(() -> {
            while (!socket.isClosed()) {
                try {
                    var connection = socket.accept();
                    Thread.ofVirtual().start(() -> answer(connection, token, start));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        System.err.println("control connection failed: " + e.getMessage());
                    }
                }
            }
        });
    }

    private static void answer(Socket connection, String token, BiConsumer<String, Map<String, String>> start) {
        try (connection;
                var reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            var line = reader.readLine();
            if (line == null) {
                return;
            }
            var answer = perform(PrivateJson.JSON.readValue(line, Request.class), token, start);
            connection.getOutputStream().write(PrivateJson.JSON.writeValueAsBytes(answer));
        } catch (IOException e) {
            System.err.println("control request failed: " + e.getMessage());
        }
    }

    private static Answer perform(Request request, String token, BiConsumer<String, Map<String, String>> start) {
        if (request.token() == null || !MessageDigest.isEqual(bytes(request.token()), bytes(token))) {
            return new Answer("wrong token");
        }
        try {
            start.accept(request.process(), request.environment() == null ? Map.of() : request.environment());
            return new Answer(null);
        } catch (CommandFailure e) {
            return new Answer(e.getMessage());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new CommandFailure("Cannot close the control port: " + e.getMessage(), e);
        }
    }
}
