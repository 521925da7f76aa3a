package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What goes into a service's image, put together as {@code images/Containerfile} does it, and run without an engine. */
final class AssembledServer {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String service;
    private final Path layers;
    private final Path liberty;

    private AssembledServer(String service, Path layers, Path liberty) {
        this.service = service;
        this.layers = layers;
        this.liberty = liberty;
    }

    /** @param folder an empty one, for everything */
    static AssembledServer assemble(String service, Path folder) throws IOException, InterruptedException {
        Path layers = folder.resolve("layers");
        assemble(service, layers, folder);
        Path liberty = Files.createDirectories(folder.resolve("wlp"));
        for (String layer : new String[] {"runtime", "libraries", "application"}) {
            run(folder, "cp", "-a", layers.resolve(layer) + "/.", liberty.toString());
        }
        run(folder, "chmod", "-R", "a-w", liberty.toString());
        return new AssembledServer(service, layers, liberty);
    }

    /** Only the layers, in a folder that does not exist yet. */
    static void assemble(String service, Path layers, Path folder) throws IOException, InterruptedException {
        run(folder, Deployment.project().resolve("images/assemble").toString(), service, layers.toString());
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
    }

    /** Bytes of all files. */
    long size() throws IOException {
        try (Stream<Path> files = Files.walk(layers)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** What it says that it consists of. */
    JsonNode sbom() throws IOException {
        return Api.JSON.readTree(liberty.resolve("sbom.cdx.json").toFile());
    }

    /** SHA-256 of each jar of the application, in hexadecimal digits. */
    List<String> libraryDigests() throws IOException, GeneralSecurityException {
        List<String> digests = new ArrayList<>();
        Path libraries = liberty.resolve("usr/shared/apps/" + service + ".war/WEB-INF/lib");
        try (var jars = Files.newDirectoryStream(libraries, "*.jar")) {
            for (Path jar : jars) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                digests.add(HexFormat.of().formatHex(digest));
            }
        }
        return digests;
    }

    /** Every file and folder of the image with its size and time: what a read-only root keeps as it is. */
    Map<String, String> files() throws IOException {
        return files(liberty);
    }

    static Map<String, String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, String> found = new TreeMap<>();
            all.forEach(file -> found.put(folder.relativize(file).toString(), state(file)));
            return found;
        }
    }

    private static String state(Path file) {
        try {
            var state =
                    Files.readAttributes(file, "posix:size,lastModifiedTime,permissions", LinkOption.NOFOLLOW_LINKS);
            long size = Files.isDirectory(file) ? 0 : (Long) state.get("size");
            return size + " " + state.get("lastModifiedTime") + " " + state.get("permissions");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it as the image's entry point does, with nothing but this in its environment. */
    Process start(Map<String, String> environment, Path log) throws IOException {
        var builder = new ProcessBuilder(liberty.resolve("bin/server").toString(), "run", service)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        // What the base image sets.
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** @return null while nobody listens */
    static HttpResponse<String> ask(int port, String method, String path, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException notYet) {
            return null;
        }
    }

    /** Sends SIGTERM and returns the exit code. */
    static int stop(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(60, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
            throw new AssertionError("the server did not end within the grace period of its pod");
        }
        return server.exitValue();
    }
}
