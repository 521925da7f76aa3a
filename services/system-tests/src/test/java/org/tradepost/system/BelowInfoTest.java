package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services log below INFO passes {@code DebugLog}, so that the requests an administrator debugs show all of it. */
class BelowInfoTest {

    private static final Pattern PAST_THE_GATE = Pattern.compile(
            "\\bLevel\\.(FINE|FINER|FINEST|CONFIG|DEBUG|TRACE)\\b|\\bLOG\\.(fine|finer|finest|config)\\(");
    /** The gate, what it needs, what sets the level, and a timer's job, which no request has a part in. */
    private static final Set<String> EXEMPT =
            Set.of("DebugLog.java", "LogFields.java", "LogLevel.java", "ExpirySweep.java");

    @Test
    void everyLinePassesTheGate() throws IOException {
        Path services = Deployment.project().resolve("services");
        try (Stream<Path> files = Files.walk(services)) {
            List<Path> code = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/") && !file.startsWith(services.resolve("cli")))
                    .filter(file -> !EXEMPT.contains(file.getFileName().toString()))
                    .toList();
            assertThat(code).hasSizeGreaterThan(300);
            assertThat(code).allSatisfy(file -> assertThat(goesPast(Files.readString(file)))
                    .as("%s", file)
                    .isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOG.fine(\"a step\");",
                "LOG.log(Level.FINER, \"a step\", e);",
                "LOG.log(System.Logger.Level.DEBUG, \"a step\");"
            })
    void aLineThatDoesNotIsSeen(String line) {
        assertThat(goesPast(line)).isTrue();
    }

    private static boolean goesPast(String code) {
        return PAST_THE_GATE.matcher(code).find();
    }
}
