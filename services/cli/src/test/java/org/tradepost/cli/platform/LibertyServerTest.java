package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyServerTest {
    private static final PublicEndpoint ENTRANCE =
            new PublicEndpoint(9080, 9443, Optional.of(new TlsKeys(Path.of("home"), "a random password")));

    @TempDir
    Path project;

    @Test
    void server_is_started_as_a_plain_java_process_with_its_options() throws IOException {
        var folder = Files.createDirectories(project.resolve("liberty-config/target/usr/servers/orders"));
        Files.writeString(folder.resolve("jvm.options"), "# heap\n-Xmx256m\n\n  -Dfile.encoding=UTF-8\n");
        var installation = Installation.at(project.resolve("home"), project);

        var spec = new LibertyServer(installation, "orders", ENTRANCE, 20_001)
                .spec(Map.of("TRADEPOST_ORDERS_SAGA_LEASE", "PT6S"));

        assertThat(spec.command()).containsSubsequence("-Xmx256m", "-Dfile.encoding=UTF-8", "-jar", "orders");
        assertThat(spec.command()).doesNotContain("# heap");
        assertThat(spec.environment())
                .containsEntry("TRADEPOST_ORDERS_SAGA_LEASE", "PT6S")
                .containsEntry("TRADEPOST_INTERNAL_PORT", "20001")
                .containsEntry(
                        "WLP_USER_DIR",
                        project.resolve("liberty-config/target/usr").toString());
        assertThat(spec.port()).isEqualTo(20_001);
    }

    @Test
    void gateway_is_known_by_its_public_port() {
        var installation = Installation.at(project.resolve("home"), project);

        assertThat(new LibertyServer(installation, "gateway", ENTRANCE, 20_001)
                        .spec(Map.of())
                        .port())
                .isEqualTo(9080);
    }

    @Test
    void only_the_server_with_the_gateway_knows_the_certificate() {
        var installation = Installation.at(project.resolve("home"), project);

        for (var name : List.of("gateway", LibertyServer.ALL_IN_ONE)) {
            var server = new LibertyServer(installation, name, ENTRANCE, 20_001);
            assertThat(server.spec(Map.of()).environment())
                    .containsEntry("TRADEPOST_PUBLIC_HTTPS_PORT", "9443")
                    .containsEntry("TRADEPOST_TLS_KEYSTORE", "home/tls/gateway.p12")
                    .containsEntry("TRADEPOST_TLS_KEYSTORE_PASSWORD", "a random password");
            assertThat(server.ports()).containsExactly(9080, 9443);
        }
        var orders = new LibertyServer(installation, "orders", ENTRANCE, 20_001);
        assertThat(orders.spec(Map.of()).environment().keySet())
                .noneMatch(variable -> variable.startsWith("TRADEPOST_TLS") || variable.contains("HTTPS"));
        assertThat(orders.ports()).containsExactly(20_001);
    }

    @Test
    void key_store_of_the_users_own_is_left_to_the_environment() {
        assertThat(new PublicEndpoint(9080, 9443, Optional.empty()).variables())
                .containsOnlyKeys("TRADEPOST_PUBLIC_HTTPS_PORT");
    }

    @Test
    void missing_build_is_one_clear_line() {
        assertThatThrownBy(() -> LibertyServer.requireBuilt(Installation.at(project.resolve("home"), project)))
                .hasMessage("The servers are not built; run: mvn -DskipTests package");
    }
}
