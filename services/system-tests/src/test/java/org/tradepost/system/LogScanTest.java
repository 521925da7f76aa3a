package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan of the logs must be able to fail. */
class LogScanTest {

    private static final String EMAIL = "ada.king@shop.example";

    @TempDir
    Path home;

    @Test
    void aValueThatATestSentIsFoundWithFileAndLineAndIsNotShown() throws IOException {
        Path log = write("logs/orders.log", "fine\nfine\ncould not store [" + EMAIL + "]\n");
        List<LogScan.Leak> leaks = scan();
        assertThat(leaks).singleElement().satisfies(leak -> {
            assertThat(leak.file()).isEqualTo(log);
            assertThat(leak.line()).isEqualTo(3);
            assertThat(leak.toString())
                    .contains("orders.log:3")
                    .doesNotContain(EMAIL)
                    .doesNotContain("king");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "got eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ",
                "key tp_live_0123456789abcdef",
                "-----BEGIN EC PRIVATE KEY-----",
                "jdbc:postgresql://localhost/x?user=a&password=hunter2",
                "PASSWORD=hunter2",
                "Authorization: Bearer abcdefghijklmnop0123"
            })
    void whatIsConfidentialWhoeverSentItIsFound(String line) throws IOException {
        write("liberty/output/users/logs/messages.log", line);
        assertThat(scan()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.keystore.password = null",
                "password=null, user=x",
                "sasl.password=[hidden]",
                "password=***",
                "a Bearer token is missing",
                "FATAL: password authentication failed for user \"orders\""
            })
    void ordinaryLinesAreNot(String line) throws IOException {
        write("logs/kafka.log", line);
        assertThat(scan()).isEmpty();
    }

    @Test
    void everyKindOfLogIsLookedInAndNoDatabaseFile() throws IOException {
        write("logs/postgresql.log", EMAIL);
        write("logs/supervisor.log", EMAIL);
        write("liberty/output/all/logs/ffdc/ffdc_26.11.21.txt", EMAIL);
        write("liberty/output/all/logs/trace.log.1", EMAIL);
        write("liberty/output/all/logs/console.log", EMAIL);
        write("data/kafka/tradepost.users-0/00000.log", EMAIL);
        write("secrets.json", EMAIL);
        assertThat(scan())
                .extracting(leak -> leak.file().getFileName().toString())
                .containsExactlyInAnyOrder(
                        "postgresql.log", "supervisor.log", "ffdc_26.11.21.txt", "trace.log.1", "console.log");
    }

    @Test
    void confidentialFieldsAreNotedWhereverTheyAre() throws IOException {
        JsonNode body = Api.JSON.readTree(
                "{\"email\":\"deep.one@shop.example\",\"a\":[{\"accessToken\":\"token-of-a-test\"}],\"sku\":\"not-confidential\"}");
        Confidential.note(body);
        Confidential.noteHeader("Authorization", "Bearer header-of-a-test");
        Confidential.noteHeader("X-Request-ID", "request-of-a-test");
        assertThat(Confidential.seen())
                .contains("deep.one@shop.example", "token-of-a-test", "header-of-a-test")
                .doesNotContain("not-confidential", "request-of-a-test");
    }

    private List<LogScan.Leak> scan() throws IOException {
        return new LogScan(Set.of(EMAIL)).scan(LogScan.logsBelow(home));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
