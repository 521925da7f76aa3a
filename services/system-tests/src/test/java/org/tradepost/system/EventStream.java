package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A reader of server-sent events with a connection of its own, which may have any address of this machine's loopback network. */
final class EventStream implements AutoCloseable {

    /** One event. */
    record Event(String id, String type, JsonNode data) {}

    private static final int PATIENCE_MS = 40_000;

    private final Socket socket;
    private final BufferedReader in;
    private final int status;

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
        this.status = Integer.parseInt(in.readLine().split(" ")[1]);
    }

    /**
     * Asks, and waits for the head of the answer.
     *
     * @param lastEventId null for a reader that begins
     */
    static EventStream open(String path, String token, String lastEventId) {
        return open("127.0.0.1", path, token, lastEventId);
    }

    /** @param from the reader's own address */
    static EventStream open(String from, String path, String token, String lastEventId) {
        URI url = Deployment.get().url();
        try {
            Socket socket = new Socket();
            boolean local = InetAddress.getByName(url.getHost()).isLoopbackAddress();
            if (local) {
                socket.bind(new InetSocketAddress(from, 0));
            }
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(local ? "127.0.0.1" : url.getHost(), url.getPort()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            String resume = lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                    + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n"
                                    + resume
                                    + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new EventStream(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return status;
    }

    /** The next event; null at the end. What is no line of an event, such as the sizes of chunks and heartbeats, is passed over. */
    Event next() {
        String id = null;
        String type = null;
        try {
            for (String line = in.readLine(); line != null && !line.equals("0"); line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return new Event(id, type, Api.JSON.readTree(line.substring(6)));
                }
            }
            return null;
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("nothing came, not even a heartbeat", silent);
        } catch (IOException brokenOff) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
