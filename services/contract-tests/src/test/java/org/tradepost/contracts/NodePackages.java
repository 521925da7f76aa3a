package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What these tests need from npm. Without npm they are skipped, unless TRADEPOST_REQUIRE_NODE is set. */
final class NodePackages {

    private static Path installed;

    private NodePackages() {}

    /** The folder {@code node_modules}, filled once for all tests. */
    static synchronized Path installed() throws IOException, InterruptedException {
        require(isPresent("npm"), "npm");
        if (installed == null) {
            installed = install(Files.createDirectories(Path.of("target/node")));
        }
        return installed;
    }

    /** Skips the test without something, or fails it. */
    static void require(boolean present, String what) {
        if (System.getenv("TRADEPOST_REQUIRE_NODE") == null) {
            assumeTrue(present, what + " is needed for this test; TRADEPOST_REQUIRE_NODE makes that an error");
        }
    }

    private static Path install(Path folder) throws IOException, InterruptedException {
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(Path.of("src/test/node", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = folder.resolve("npm.log");
        int status = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        return folder.resolve("node_modules");
    }

    private static boolean isPresent(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
