package org.tradepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, run by a real bash in a copy of the project's layout with programs that only say who they are. */
class LauncherScriptTest {
    private static final Path SCRIPT =
            Path.of("..", "..", "tradepost").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path root;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void copyScript() throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        Files.copy(SCRIPT, root.resolve("tradepost"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve("services/cli"));
        Files.createDirectories(root.resolve("liberty-config"));
    }

    @Test
    void java_home_comes_first() throws Exception {
        pretendBuilt();
        var home = jdk("home jdk", "21.0.2");
        jdk("folders/other", "25");

        var result = run(
                Map.of(
                        "JAVA_HOME",
                        home.toString(),
                        "TRADEPOST_JDK_FOLDERS",
                        folder.resolve("folders").toString()),
                "status");

        assertThat(result.out())
                .contains("java of home jdk")
                .contains("-jar " + root.resolve("services/cli/target/tradepost.jar") + " status");
    }

    @Test
    void too_old_java_home_and_jre_are_passed_over() throws Exception {
        pretendBuilt();
        var old = jdk("old", "17.0.15");
        Files.delete(jdk("folders/jre-25", "25").resolve("bin/javac"));
        jdk("folders/jdk-23", "23.0.1");

        var result = run(
                Map.of(
                        "JAVA_HOME",
                        old.toString(),
                        "TRADEPOST_JDK_FOLDERS",
                        folder.resolve("folders").toString()),
                "status");

        assertThat(result.out()).contains("java of jdk-23");
    }

    @Test
    void macos_layout_is_understood() throws Exception {
        pretendBuilt();
        jdk("folders/temurin.jdk/Contents/Home", "24");

        var result =
                run(Map.of("TRADEPOST_JDK_FOLDERS", folder.resolve("folders").toString()), "status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("java of Home");
    }

    @Test
    void missing_jdk_is_one_line_and_exit_code_1() throws Exception {
        var result = run(Map.of("TRADEPOST_JDK_FOLDERS", folder.resolve("none").toString()), "up");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("tradepost: A JDK 21 or newer is missing; install one, or name its folder in JAVA_HOME.\n");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void missing_maven_is_one_line_and_exit_code_1() throws Exception {
        var result = run(Map.of("JAVA_HOME", jdk("jdk", "21").toString()), "up");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("tradepost: Maven (mvn 3.8 or newer) is missing; install it, or put it on the PATH.\n");
    }

    @Test
    void help_needs_no_build() throws Exception {
        var result = run(Map.of("JAVA_HOME", jdk("jdk", "21").toString()), "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: ./tradepost");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void what_is_missing_is_built_once_and_standard_output_stays_clean() throws Exception {
        var environment = Map.of("JAVA_HOME", jdk("jdk", "21").toString());
        maven(0);

        var first = run(environment, "verify", "--json");
        var second = run(environment, "verify", "--json");

        assertThat(first.out())
                .isEqualTo(second.out())
                .startsWith("java of jdk")
                .hasLineCount(1);
        assertThat(first.err()).contains("building, the first time takes some minutes");
        assertThat(second.err()).isEmpty();
        assertThat(folder.resolve("mvn.calls"))
                .content()
                .hasLineCount(1)
                .contains("-Dmaven.test.skip=true")
                .contains("package");
    }

    @Test
    void newer_source_is_built_again_but_a_newer_test_is_not() throws Exception {
        var environment = Map.of("JAVA_HOME", jdk("jdk", "21").toString());
        maven(0);
        run(environment, "verify");

        touchLater("services/orders/src/test/java/OrderTest.java");
        run(environment, "verify");
        assertThat(folder.resolve("mvn.calls")).content().hasLineCount(1);

        touchLater("services/orders/src/main/java/Order.java");
        run(environment, "verify");
        assertThat(folder.resolve("mvn.calls")).content().hasLineCount(2);
    }

    @Test
    void failed_build_names_its_log() throws Exception {
        maven(1);

        var result = run(Map.of("JAVA_HOME", jdk("jdk", "21").toString()), "up");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("tradepost: the build failed; see " + root.resolve("target/tradepost-build.log"));
        assertThat(root.resolve("target/tradepost-build.lock")).doesNotExist();
    }

    @Test
    void script_works_through_a_symbolic_link() throws Exception {
        pretendBuilt();
        var link = Files.createSymbolicLink(folder.resolve("tp"), root.resolve("tradepost"));

        var result = run(link, Map.of("JAVA_HOME", jdk("jdk", "21").toString()), "status");

        assertThat(result.out())
                .contains(root.resolve("services/cli/target/tradepost.jar").toString());
    }

    /** A folder that looks like a JDK; its java prints its name and arguments. */
    private Path jdk(String path, String version) throws IOException {
        var home = folder.resolve(path);
        program(home.resolve("bin/java"), "echo \"java of " + home.getFileName() + " $*\"");
        program(home.resolve("bin/javac"), "exit 0");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** A mvn that makes what the real one would, and writes down how it was called. */
    private void maven(int exitCode) throws IOException {
        program(
                folder.resolve("bin/mvn"),
                """
                echo "$*" >> "%s/mvn.calls"
                mkdir -p services/cli/target liberty-config/target/usr/servers/tradepost liberty-config/target/usr/shared/apps
                for f in services/cli/target/tradepost.jar liberty-config/target/usr/shared/apps/{users,catalog,orders,payments,gateway}.war; do
                  [ -f $f ] || touch $f
                done
                exit %d
                """
                        .formatted(folder, exitCode));
    }

    private void pretendBuilt() throws IOException {
        Files.createDirectories(root.resolve("services/cli/target"));
        Files.writeString(root.resolve("services/cli/target/tradepost.jar"), "");
    }

    private void touchLater(String path) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static void program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve("tradepost"), environment, arguments);
    }

    /** Runs the script from another folder, with a PATH that has the everyday tools but neither java nor mvn. */
    private Result run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/bash", script.toString()));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + everydayTools());
        builder.environment().put("TRADEPOST_JDK_FOLDERS", "");
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Path everydayTools() throws IOException {
        var tools = folder.resolve("tools");
        for (var tool : "sed head tail dirname readlink tr find mkdir cat touch mv rm ls sleep grep".split(" ")) {
            for (var place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool))) {
                    program(tools.resolve(tool), "exec " + Path.of(place, tool) + " \"$@\"");
                }
            }
        }
        return tools;
    }
}
