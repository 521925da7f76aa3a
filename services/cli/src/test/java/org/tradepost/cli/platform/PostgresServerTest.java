package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.cli.CommandFailure;

class PostgresServerTest {
    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
    })
    void archive_fits_the_machine(String system, String machine, String archive) {
        assertThat(PostgresBinaries.archiveName(system, machine)).isEqualTo(archive);
    }

    @Test
    void machine_without_an_archive_is_told_what_to_do_instead() {
        assertThatThrownBy(() -> PostgresBinaries.archiveName("Windows 11", "amd64"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("TRADEPOST_<SERVICE>_DB_URL");
    }

    @Test
    void data_of_another_version_is_refused() throws IOException {
        Files.writeString(data.resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> PostgresServer.checkVersion(data))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(data
                        + " belongs to PostgreSQL 16, and this is PostgreSQL 18; move it away or start with --fresh.");
    }

    @Test
    void data_of_this_version_and_no_data_yet_are_fine() throws IOException {
        Files.writeString(data.resolve("PG_VERSION"), "18\n");

        assertThatCode(() -> PostgresServer.checkVersion(data)).doesNotThrowAnyException();
        assertThatCode(() -> PostgresServer.checkVersion(data.resolve("none"))).doesNotThrowAnyException();
    }

    @Test
    void folder_of_something_else_is_not_taken_for_data() {
        assertThatThrownBy(() -> PostgresServer.checkVersion(data))
                .hasMessageContaining("is not a PostgreSQL data directory");
    }
}
