package org.tradepost.shared.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real etcd on free ports. Killed and started again it has what it had. */
public final class EtcdServer implements AutoCloseable {

    private static final long TO_START = TimeUnit.SECONDS.toNanos(20);

    private final Path data;
    private final int port;
    private final int peers;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    private EtcdServer(Path data, int port, int peers) {
        this.data = data;
        this.port = port;
        this.peers = peers;
    }

    /** @param data an empty directory */
    public static EtcdServer start(Path data) throws IOException, InterruptedException {
        EtcdServer server = away(data);
        server.startAgain();
        return server;
    }

    /** One that is yet to be started, with {@link #startAgain}. */
    public static EtcdServer away(Path data) throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new EtcdServer(data, one.getLocalPort(), other.getLocalPort());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Starts it on its ports; returns when it answers. Where there is none to start the test is skipped, or fails if
     * {@code TRADEPOST_REQUIRE_ETCD} is set.
     */
    public void startAgain() throws IOException, InterruptedException {
        Optional<Path> binary = binary();
        if (binary.isEmpty()) {
            String why = "no etcd on the PATH; Debian and Ubuntu have it in the package etcd-server";
            if (System.getenv("TRADEPOST_REQUIRE_ETCD") != null) {
                Assertions.fail(why);
            }
            Assumptions.abort(why);
        }
        String peer = "http://127.0.0.1:" + peers;
        ProcessBuilder command = new ProcessBuilder(
                binary.orElseThrow().toString(),
                "--name=test",
                "--data-dir=" + data,
                "--listen-client-urls=" + url(),
                "--advertise-client-urls=" + url(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=test=" + peer,
                "--logger=zap");
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process = command.start();
        long end = System.nanoTime() + TO_START;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("etcd does not start");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    public void put(String key, String value) throws IOException, InterruptedException {
        require("/v3/kv/put", Map.of("key", base64(key), "value", base64(value)));
    }

    public void delete(String key) throws IOException, InterruptedException {
        require("/v3/kv/deleterange", Map.of("key", base64(key)));
    }

    /** Demands a password from now on: of {@code root}, who may do everything. */
    public void protect(String password) throws IOException, InterruptedException {
        require("/v3/auth/user/add", Map.of("name", "root", "password", password));
        require("/v3/auth/role/add", Map.of("name", "root"));
        require("/v3/auth/user/grant", Map.of("user", "root", "role", "root"));
        require("/v3/auth/enable", Map.of());
    }

    /** Does nothing where it does not run. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        client.close();
    }

    private boolean answers() throws InterruptedException {
        try {
            return post("/v3/kv/range", Map.of("key", base64("none"))).statusCode() == 200;
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    private void require(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, body);
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.body());
        }
    }

    private HttpResponse<String> post(String path, Map<String, String> body) throws IOException, InterruptedException {
        String json = body.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":\"" + member.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}"));
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Path> binary() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/usr/local/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
