package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
        Program.demand(this::requireUsable, "TRADEPOST_REQUIRE_KUBECTL");
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
        return new Program(executable, "kubectl 1." + OLDEST_MINOR + " or newer").run(arguments);
    }
}
