package org.tradepost.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own checker of rules; it asks no server. */
record Promtool(String executable) {

    static Promtool installed() {
        return new Promtool("promtool");
    }

    /** Skips the test where there is none; with {@code TRADEPOST_REQUIRE_PROMTOOL} in the environment it fails. */
    void demand() {
        Program.demand(this::requireUsable, "TRADEPOST_REQUIRE_PROMTOOL");
    }

    void requireUsable() {
        run("--version");
    }

    /** @throws AssertionError with what is wrong with a rule file */
    void checkRules(List<Path> files) {
        run(Stream.concat(Stream.of("check", "rules"), files.stream().map(Path::toString))
                .toArray(String[]::new));
    }

    /** @throws AssertionError with the alerts that were expected and those that fired, where they differ */
    void testRules(List<Path> files) {
        run(Stream.concat(Stream.of("test", "rules"), files.stream().map(Path::toString))
                .toArray(String[]::new));
    }

    private void run(String... arguments) {
        new Program(executable, "promtool (Debian's package prometheus)").run(arguments);
    }
}
