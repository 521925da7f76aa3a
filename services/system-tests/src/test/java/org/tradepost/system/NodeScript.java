package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scripts for Node.js with packages from npm. Without Node.js their tests are skipped, unless TRADEPOST_REQUIRE_NODE is set. */
final class NodeScript {

    private static final Path SOURCES = Path.of("services/system-tests/src/test/node");

    private final Path folder;

    private NodeScript(Path folder) {
        this.folder = folder;
    }

    /** Installs the packages into a folder of the test's. */
    static NodeScript in(Path folder) throws IOException, InterruptedException {
        boolean present = isPresent("node") && isPresent("npm");
        if (System.getenv("TRADEPOST_REQUIRE_NODE") == null) {
            assumeTrue(present, "node and npm are needed for this test; TRADEPOST_REQUIRE_NODE makes that an error");
        }
        assertThat(present).as("node and npm").isTrue();
        try (Stream<Path> files = Files.list(Deployment.project().resolve(SOURCES))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        output(folder, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        return new NodeScript(folder);
    }

    /** What the script prints; it has to end with status 0. */
    String run(String script, String... arguments) throws IOException, InterruptedException {
        return output(
                folder,
                Map.of(),
                Stream.concat(Stream.of("node", script), Stream.of(arguments)).toArray(String[]::new));
    }

    /** What a command prints, to its error output as well; it has to end with status 0. */
    static String output(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        int status = builder.redirectOutput(log.toFile()).start().waitFor();
        String output = Files.readString(log);
        assertThat(status).as(output).isZero();
        return output;
    }

    private static boolean isPresent(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
