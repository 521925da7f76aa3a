package org.tradepost.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus takes the rules, and they do what their tests expect. */
final class RulesWork implements MonitoringCheck {

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        Path folder = newFolder();
        List<Path> rules = monitoring.write("rules", folder);
        List<Path> tests = monitoring.write("tests", folder);
        try {
            Promtool.installed().checkRules(rules);
            Promtool.installed().testRules(tests);
            return Stream.empty();
        } catch (AssertionError refused) {
            return Stream.of(refused.getMessage());
        }
    }

    static Path newFolder() {
        try {
            Path parent =
                    Files.createDirectories(Path.of("target", "monitoring").toAbsolutePath());
            return Files.createTempDirectory(parent, "rules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
