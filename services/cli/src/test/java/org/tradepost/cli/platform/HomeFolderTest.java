package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;

class HomeFolderTest {
    @TempDir
    Path folder;

    @Test
    void new_home_is_made_and_prepared_again() {
        var home = folder.resolve("some where").resolve(".tradepost");

        new HomeFolder(home).prepare();
        new HomeFolder(home).prepare();

        assertThat(home).isDirectory();
    }

    @Test
    void folder_with_other_things_in_it_is_never_taken_nor_wiped() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "ten years of work");

        assertThatThrownBy(() -> new HomeFolder(folder).prepare())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not empty and not a Tradepost folder");
        assertThatThrownBy(() -> new HomeFolder(folder).wipe()).isInstanceOf(CommandFailure.class);
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void wiping_removes_data_and_secrets_but_keeps_programs() throws IOException {
        var home = new HomeFolder(folder.resolve("home"));
        home.prepare();
        var data = folder.resolve("home").resolve("data").resolve("postgresql");
        var programs = folder.resolve("home").resolve("postgresql");
        Files.createDirectories(data);
        Files.createDirectories(programs);
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.writeString(folder.resolve("home").resolve("secrets.json"), "{}");
        Files.createDirectories(TlsKeys.folder(folder.resolve("home")));

        home.wipe();

        assertThat(data).doesNotExist();
        assertThat(folder.resolve("home").resolve("secrets.json")).doesNotExist();
        assertThat(TlsKeys.folder(folder.resolve("home"))).doesNotExist();
        assertThat(programs).exists();
    }

    @Test
    void disk_without_room_is_refused_before_anything_starts() {
        assertThatThrownBy(() -> new HomeFolder(folder).requireSpace(100L << 20))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has 100 MB left; at least 500 MB are needed");
    }

    @Test
    void file_in_place_of_the_home_is_one_clear_line() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new HomeFolder(file.resolve("home")).prepare())
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("Cannot use ");
    }

    @Test
    void full_disk_and_missing_rights_are_told_apart() {
        var full = new FileSystemException("x", null, "No space left on device");

        assertThat(StorageFailure.of(folder, full)).hasMessageContaining("is full; free at least 500 MB");
        assertThat(StorageFailure.of(folder, new IOException("No space left on device")))
                .hasMessageContaining("is full");
        assertThat(StorageFailure.of(folder, new AccessDeniedException("x")))
                .hasMessageContaining("No permission to write");
    }

    @Test
    void full_disk_is_recognised_in_a_log_of_a_child() throws IOException {
        var log = Files.createDirectories(folder.resolve("logs")).resolve("postgresql.log");
        Files.writeString(
                log, "LOG: starting\nFATAL:  could not write to file \"pg_wal/xlogtemp.1\": No space left on device\n");

        assertThat(LogTail.failure("PostgreSQL did not start", log)).hasMessageContaining("is full");
    }

    @Test
    void reason_in_a_log_of_a_child_is_quoted_with_its_place() throws IOException {
        var log = folder.resolve("postgresql.log");
        Files.writeString(log, "LOG: starting\nFATAL:  could not create lock file\nLOG: down\n");

        assertThat(LogTail.failure("PostgreSQL did not start", log))
                .hasMessage("PostgreSQL did not start: FATAL:  could not create lock file (see " + log + ")");
    }
}
