package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;

class PrivateJsonTest {
    private static final PlatformState STATE = new PlatformState(
            "http://127.0.0.1:9080",
            "https://127.0.0.1:9443",
            null,
            "127.0.0.1:20002",
            "admin@tradepost.local",
            "secret",
            PlatformState.Mode.SPLIT,
            PlatformState.Phase.RUNNING,
            List.of(new ProcessState("orders", 42, 20_001, 20_001, "boot/7", "orders.log")));

    @TempDir
    Path folder;

    @Test
    void state_is_readable_by_its_owner_only() throws IOException {
        var file = folder.resolve("state.json");

        PrivateJson.write(file, STATE);
        PrivateJson.write(file, STATE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void state_reads_back_as_it_was_written() {
        var file = folder.resolve("state.json");
        PrivateJson.write(file, STATE);

        assertThat(PrivateJson.read(file, PlatformState.class)).contains(STATE);
    }

    @Test
    void state_has_the_documented_names() throws IOException {
        var file = folder.resolve("state.json");
        PrivateJson.write(file, STATE);

        var json = PrivateJson.JSON.readTree(Files.readString(file));

        assertThat(json.fieldNames()).toIterable().contains("gatewayUrl", "adminEmail", "adminPassword", "processes");
        assertThat(json.at("/processes/0").fieldNames()).toIterable().contains("name", "pid", "port");
    }

    @Test
    void absent_file_is_nothing_and_a_damaged_one_is_named() throws IOException {
        var file = folder.resolve("state.json");
        assertThat(PrivateJson.read(file, PlatformState.class)).isEmpty();

        Files.writeString(file, "{\"gatewayUrl\":");

        assertThatThrownBy(() -> PrivateJson.read(file, PlatformState.class))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("state.json is damaged");
    }

    @Test
    void secrets_survive_and_do_not_show_in_text() {
        var file = folder.resolve("secrets.json");

        var first = Secrets.loadOrCreate(file);

        assertThat(Secrets.loadOrCreate(file)).isEqualTo(first);
        assertThat(first.toString()).doesNotContain(first.adminPassword());
        assertThat(first.adminPassword()).matches("(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)(?=.*[^A-Za-z0-9]).{8,}");
    }
}
