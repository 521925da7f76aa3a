package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Redis on a free port. Killed and started again it has forgotten everything, unless it writes to a folder. */
public final class RedisServer implements AutoCloseable {

    private final Path binary;
    private final int port;
    private final List<String> persistence;
    private Process process;

    private RedisServer(Path binary, int port, List<String> persistence) {
        this.binary = binary;
        this.port = port;
        this.persistence = persistence;
    }

    /** Starts one that forgets. Where there is none to start the test is skipped, or fails if {@code TRADEPOST_REQUIRE_REDIS} is set. */
    public static RedisServer start() throws IOException {
        return start(List.of("--appendonly", "no"));
    }

    /** Starts one that writes every change into the folder before it answers. */
    public static RedisServer writingTo(Path folder) throws IOException {
        return start(List.of("--dir", folder.toString(), "--appendonly", "yes", "--appendfsync", "always"));
    }

    /** Starts one that writes its data into the folder only when it is told to, by the command SAVE, and reads them when it starts. */
    public static RedisServer savingTo(Path folder) throws IOException {
        return start(List.of("--dir", folder.toString(), "--appendonly", "no"));
    }

    private static RedisServer start(List<String> persistence) throws IOException {
        Optional<Path> binary = binary();
        if (binary.isEmpty()) {
            String why = "no redis-server on the PATH; Debian and Ubuntu have it in the package redis-server";
            if (System.getenv("TRADEPOST_REQUIRE_REDIS") != null) {
                fail(why);
            }
            abort(why);
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RedisServer server = new RedisServer(binary.orElseThrow(), free.getLocalPort(), persistence);
            free.close();
            server.startAgain();
            return server;
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it on the same port; returns when it answers. */
    public void startAgain() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(binary.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(persistence);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Ready to accept connections")) {
                return;
            }
        }
        throw new IOException("redis-server ended at once");
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Makes it hold every connection and say nothing. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    private static Optional<Path> binary() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
