package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** The kubectl of this machine, which renders; it speaks to no cluster. */
record Kubectl(String executable) {
    /** The first with a Kustomize whose components and replacements behave as the manifests need. */
    private static final int OLDEST_MINOR = 27;

    private static final Map<Path, Rendering> RENDERED = new ConcurrentHashMap<>();

    static Kubectl installed() {
        return new Kubectl("kubectl");
    }

    /** Once for each folder: many rules look at the same. */
    static Rendering rendered(Path folder) {
        return RENDERED.computeIfAbsent(folder, installed()::render);
    }

    /** @throws AssertionError when it refuses the folder; and as {@link #demand} */
    Rendering render(Path folder) {
        demand();
        return Rendering.of(folder.getFileName().toString(), run("kustomize", folder.toString()));
    }

    /**
     * Skips the test without a kubectl that will do.
     *
     * @throws AssertionError instead, where {@code TRADEPOST_REQUIRE_KUBECTL} is set
     */
    void demand() {
        try {
            requireUsable();
        } catch (AssertionError unusable) {
            if (System.getenv("TRADEPOST_REQUIRE_KUBECTL") != null) {
                throw unusable;
            }
            throw new TestAbortedException(
                    unusable.getMessage() + "; TRADEPOST_REQUIRE_KUBECTL makes that an error", unusable);
        }
    }

    void requireUsable() {
        requireUsable(run("version", "--client", "-o", "json"));
    }

    static void requireUsable(String version) {
        try {
            JsonNode client = new ObjectMapper().readTree(version).path("clientVersion");
            int major = number(client.path("major").asText());
            int minor = number(client.path("minor").asText());
            if (major < 1 || (major == 1 && minor < OLDEST_MINOR)) {
                throw new AssertionError("These tests need kubectl 1." + OLDEST_MINOR + " or newer; this is " + major
                        + "." + minor + ", whose Kustomize is too old");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl says no version", e);
        }
    }

    /** Some vendors' minor versions end in a plus. */
    private static int number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("kubectl", ".out");
            Path errors = Files.createTempFile("kubectl", ".err");
            try {
                int status = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new AssertionError(
                            String.join(" ", command) + " failed: " + Files.readString(errors, StandardCharsets.UTF_8));
                }
                return Files.readString(output, StandardCharsets.UTF_8);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "These tests need kubectl 1." + OLDEST_MINOR + " or newer on the PATH: cannot run " + executable,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl rendered", e);
        }
    }
}
