package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A bug that can be planted in one service: a patch in {@code planted-bugs}, compiled against the service as it was built. */
enum PlantedBug {
    NO_LEASE_FENCING("orders"),
    RETRY_WITHOUT_KEY("payments"),
    COMPENSATES_COMPLETED_STEPS_ONLY("orders"),
    PUBLISHES_WITHOUT_OUTBOX("orders"),
    ACKNOWLEDGES_BEFORE_COMMIT("users"),
    RESERVES_IN_TWO_TRANSACTIONS("catalog"),
    KEY_REUSED_FOR_ANOTHER_BODY("orders");

    private final String service;

    PlantedBug(String service) {
        this.service = service;
    }

    /** The service it is planted in. */
    String service() {
        return service;
    }

    /** The environment of a server of {@link #service} that has the bug. */
    Map<String, String> planted() {
        return CrashScript.withOptions(Map.of(), PlantingAgent.option(compiled()));
    }

    /** A folder with the class files of the bug. */
    Path compiled() {
        try {
            List<String> patch = Files.readAllLines(file());
            Path source = source(patch);
            Path folder = Files.createTempDirectory("planted-");
            Path patched = folder.resolve(source.getFileName());
            Files.write(patched, UnifiedDiffUtils.parseUnifiedDiff(patch).applyFuzzy(Files.readAllLines(source), 0));
            compile(patched, folder);
            Files.delete(patched);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PatchFailedException e) {
            throw new AssertionError(file() + " does not apply any more", e);
        }
    }

    Path file() {
        return folder().resolve(name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".patch");
    }

    static Path folder() {
        return Deployment.project().resolve("services").resolve("system-tests").resolve("planted-bugs");
    }

    private static Path source(List<String> patch) {
        return patch.stream()
                .filter(line -> line.startsWith("--- a/"))
                .map(line -> Deployment.project().resolve(line.substring("--- a/".length())))
                .findFirst()
                .orElseThrow();
    }

    private void compile(Path source, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var says = new StringWriter();
        String classPath = ServiceCode.classPath(Deployment.project(), service).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean fine = compiler.getTask(
                            says,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    classPath,
                                    "-g",
                                    "-parameters",
                                    "-proc:none",
                                    "--release",
                                    "21",
                                    "-implicit:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(fine).as("%s compiles: %s", this, says).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the class files in a folder, with their packages. */
    static List<String> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
