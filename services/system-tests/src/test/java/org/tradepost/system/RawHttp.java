package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends requests byte for byte, as no well-behaved client would. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param head status line and header fields
     * @param body as text
     */
    record RawAnswer(int status, String head, String body) {

        JsonNode json() throws IOException {
            return Api.JSON.readTree(body);
        }

        boolean isProblem() {
            return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
        }
    }

    static RawAnswer get(String target, String... headers) {
        return send("GET", target, headers);
    }

    static RawAnswer send(String method, String target, String... headers) {
        URI url = Deployment.get().url();
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: ").append(url.getAuthority()).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        return exchange(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Sends exactly this, with the deployment's authority in place of {@code HOST}, and reads until the server closes the connection;
     * a server that keeps it open after an answer fails the test, unless the request asked for that.
     */
    static String exchange(String request) {
        URI url = Deployment.get().url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(request.replace("HOST", url.getAuthority()).getBytes(StandardCharsets.ISO_8859_1));
            return new String(readUntilClosed(socket.getInputStream()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was there when the server reset the connection counts: it does so when it closes with unread input. */
    private static byte[] readUntilClosed(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            if (all.size() == 0) {
                throw reset;
            }
        }
        return all.toByteArray();
    }

    private static RawAnswer exchange(byte[] request) {
        URI url = Deployment.get().url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            return parse(new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    private static RawAnswer parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP answer: " + answer);
        }
        int status = Integer.parseInt(answer.substring(9, 12));
        String head = answer.substring(0, end);
        String body = answer.substring(end + 4);
        // The body of a small chunked answer is one chunk between its size and the last, empty one.
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new RawAnswer(status, head, chunked && body.contains("{") ? json(body) : body);
    }

    private static String json(String chunks) {
        return chunks.substring(chunks.indexOf('{'), chunks.lastIndexOf('}') + 1);
    }
}
