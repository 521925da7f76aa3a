package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gRPC contract keeps buf's rules, and what the last release promised; {@link NodePackages npm} brings buf. */
class ProtocolBuffersIT {

    private static final String USERS = "services/users/contracts/grpc/";
    private static final String RELEASED = "services/users/contracts/grpc-released/";
    private static final String FILE = "tradepost/users/v1/users.proto";
    private static final List<String> IMPORTED = List.of("google/api/annotations.proto", "google/api/http.proto");

    private static Path buf;

    @TempDir
    private Path scratch;

    /** What buf says of something. */
    private record Verdict(int status, String words) {

        /** That something is wrong, by this rule. */
        void names(String rule) {
            assertThat(status).as(words).isNotZero();
            assertThat(words).contains(rule);
        }
    }

    @BeforeAll
    static void fetchBuf() throws Exception {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x64" : System.getProperty("os.arch");
        buf = NodePackages.installed()
                .resolve("@bufbuild/buf-linux-" + machine + "/bin/buf")
                .toAbsolutePath();
        NodePackages.require(Files.exists(buf), "buf for Linux");
    }

    @BeforeEach
    void layOut() throws IOException {
        workspace("current", ContractFiles.text(USERS + FILE));
        workspace("released", ContractFiles.text(RELEASED + FILE));
    }

    @Test
    void theContractKeepsTheRules() throws Exception {
        Verdict verdict = lint();
        assertThat(verdict.status()).as(verdict.words()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "string order_id = 3, string OrderId = 3, FIELD_LOWER_SNAKE_CASE",
        "USER_STATUS_ACTIVE, ACTIVE, ENUM_VALUE_PREFIX",
        "// Asks for one user.,, COMMENT_MESSAGE",
        "service UserService, service Users, SERVICE_SUFFIX",
        "package tradepost.users.v1, package tradepost.users, PACKAGE_VERSION_SUFFIX",
    })
    void whatBreaksARuleIsRefused(String right, String wrong, String rule) throws Exception {
        change(right, wrong);
        lint().names(rule);
    }

    @Test
    void nothingPromisedIsBroken() throws Exception {
        Verdict verdict = breaking();
        assertThat(verdict.status()).as(verdict.words()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "string order_id = 3;,, FIELD_NO_DELETE",
        "string order_id = 3;, string order_id = 9;, FIELD_NO_DELETE",
        "string order_id = 3;, int64 order_id = 3;, FIELD_SAME_TYPE",
        "string order_id = 3;, string order = 3;, FIELD_SAME_NAME",
        "returns (stream StreamUserActivityResponse), returns (StreamUserActivityResponse), RPC_SAME_SERVER_STREAMING",
        "USER_STATUS_SUSPENDED = 3, USER_STATUS_BARRED = 3, ENUM_VALUE_SAME_NAME",
    })
    void aBrokenPromiseIsFound(String promised, String now, String rule) throws Exception {
        change(promised, now);
        breaking().names(rule);
    }

    @Test
    void whatIsNewBreaksNothing() throws Exception {
        change("string order_id = 3;", "string order_id = 3;\n  // More.\n  string more = 9;");
        assertThat(breaking().status()).isZero();
    }

    private Verdict lint() throws Exception {
        return run("lint", "current");
    }

    private Verdict breaking() throws Exception {
        return run("breaking", "current", "--against", "released");
    }

    private Verdict run(String... arguments) throws Exception {
        Path words = scratch.resolve("words");
        List<String> command = Stream.concat(
                        Stream.of(buf.toString()),
                        Stream.concat(Stream.of(arguments), Stream.of("--error-format=json")))
                .toList();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile());
        process.environment().put("BUF_CACHE_DIR", scratch.resolve("cache").toString());
        int status = process.start().waitFor();
        return new Verdict(status, Files.readString(words));
    }

    private void change(String from, String to) throws IOException {
        String text = ContractFiles.text(USERS + FILE);
        assertThat(text).contains(from);
        workspace("current", text.replace(from, to == null ? "" : to));
    }

    private void workspace(String name, String contract) throws IOException {
        Path folder = scratch.resolve(name);
        write(folder.resolve("buf.yaml"), Files.readString(Path.of("src/test/buf/buf.yaml")));
        write(folder.resolve("ours").resolve(FILE), contract);
        for (String file : IMPORTED) {
            write(folder.resolve("imported").resolve(file), imported(file));
        }
    }

    private static String imported(String file) throws IOException {
        try (InputStream in = ProtocolBuffersIT.class.getResourceAsStream("/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
