package org.tradepost.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Speaks HTTP/1.1 byte by byte, so that a test sends exactly what it says and sees exactly what comes. */
public final class RawClient implements AutoCloseable {

    /** Head of an answer. */
    public record Head(int status, List<String> lines) {

        public Optional<String> header(String name) {
            return headers(name).findFirst();
        }

        public Stream<String> headers(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip());
        }
    }

    /** A whole answer. */
    public record Answer(Head head, String body) {

        public int status() {
            return head.status();
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a request without a body and reads the answer to its end. */
    public static Answer get(int port, String target, String... headers) throws IOException {
        return ask(port, "GET", target, headers);
    }

    public static Answer ask(int port, String method, String target, String... headers) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(method + " " + target + " HTTP/1.1\r\nHost: shop.example\r\n"
                    + String.join(
                            "", Stream.of(headers).map(line -> line + "\r\n").toList()) + "\r\n");
            return client.answer(method);
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public Answer answer(String method) throws IOException {
        Head head = head();
        if (method.equals("HEAD") || head.status() == 204) {
            return new Answer(head, "");
        }
        Optional<String> length = head.header("Content-Length");
        if (length.isPresent()) {
            return new Answer(head, new String(in.readNBytes(Integer.parseInt(length.get())), StandardCharsets.UTF_8));
        }
        StringBuilder body = new StringBuilder();
        for (Optional<String> chunk = chunk(); chunk.isPresent(); chunk = chunk()) {
            body.append(chunk.get());
        }
        return new Answer(head, body.toString());
    }

    public Head head() throws IOException {
        String status = line();
        List<String> lines = Stream.generate(this::lineUnchecked)
                .takeWhile(line -> !line.isEmpty())
                .toList();
        return new Head(Integer.parseInt(status.split(" ")[1]), lines);
    }

    /** The next chunk of a chunked body; empty at its proper end. A connection that breaks off is an exception. */
    public Optional<String> chunk() throws IOException {
        // The line end after a chunk may come only with the next one.
        String line = line();
        int size = Integer.parseInt(line.isEmpty() ? line() : line, 16);
        if (size == 0) {
            line();
            return Optional.empty();
        }
        return Optional.of(new String(in.readNBytes(size), StandardCharsets.UTF_8));
    }

    /** Everything up to the end of the connection. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private String lineUnchecked() {
        try {
            return line();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new java.io.EOFException("the connection broke off");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
