package org.tradepost.cli.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.tradepost.cli.CommandFailure;

/** Asks the running supervisor to start a process. */
final class ControlClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than any process is given to become ready. */
    private static final Duration ANSWER = Duration.ofSeconds(330);

    private final int port;
    private final String token;

    ControlClient(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** Returns when the process is ready; fails with the reason when it does not become so. */
    void start(String process, Map<String, String> environment) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECT.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            var request = PrivateJson.JSON.writeValueAsString(new ControlServer.Request(token, process, environment));
            socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            var bytes = socket.getInputStream().readAllBytes();
            if (bytes.length == 0) {
                throw new CommandFailure("The supervisor ended while it started " + process + ".");
            }
            var answer = PrivateJson.JSON.readValue(bytes, ControlServer.Answer.class);
            if (answer.failure() != null) {
                throw new CommandFailure(answer.failure());
            }
        } catch (IOException e) {
            throw new CommandFailure("The supervisor does not answer: " + e.getMessage(), e);
        }
    }
}
