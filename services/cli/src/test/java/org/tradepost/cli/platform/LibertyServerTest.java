package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyServerTest {
    @TempDir
    Path project;

    @Test
    void server_is_started_as_a_plain_java_process_with_its_options() throws IOException {
        var folder = Files.createDirectories(project.resolve("liberty-config/target/usr/servers/orders"));
        Files.writeString(folder.resolve("jvm.options"), "# heap\n-Xmx256m\n\n  -Dfile.encoding=UTF-8\n");
        var installation = Installation.at(project.resolve("home"), project);

        var spec = new LibertyServer(installation, "orders", 9080, 20_001)
                .spec(Map.of("TRADEPOST_ORDERS_CRASH_AT", "PAY"));

        assertThat(spec.command()).containsSubsequence("-Xmx256m", "-Dfile.encoding=UTF-8", "-jar", "orders");
        assertThat(spec.command()).doesNotContain("# heap");
        assertThat(spec.environment())
                .containsEntry("TRADEPOST_ORDERS_CRASH_AT", "PAY")
                .containsEntry("TRADEPOST_INTERNAL_PORT", "20001")
                .containsEntry(
                        "WLP_USER_DIR",
                        project.resolve("liberty-config/target/usr").toString());
        assertThat(spec.port()).isEqualTo(20_001);
    }

    @Test
    void gateway_is_known_by_its_public_port() {
        var installation = Installation.at(project.resolve("home"), project);

        assertThat(new LibertyServer(installation, "gateway", 9080, 20_001)
                        .spec(Map.of())
                        .port())
                .isEqualTo(9080);
    }

    @Test
    void missing_build_is_one_clear_line() {
        assertThatThrownBy(() -> LibertyServer.requireBuilt(Installation.at(project.resolve("home"), project)))
                .hasMessage("The servers are not built; run: mvn -DskipTests package");
    }
}
