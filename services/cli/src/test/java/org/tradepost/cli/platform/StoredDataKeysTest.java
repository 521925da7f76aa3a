package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.cli.CommandFailure;
import org.tradepost.shared.encryption.DataKeys;

class StoredDataKeysTest {
    @TempDir
    Path home;

    private Path file;
    private StoredDataKeys keys;

    @BeforeEach
    void begin() {
        file = home.resolve("secrets.json");
        keys = new StoredDataKeys(file);
    }

    @Test
    void a_new_key_comes_first_and_the_old_one_is_kept() {
        var before = Secrets.loadOrCreate(file);
        var old = keys.ids().get(0);

        var made = keys.addCurrent();

        assertThat(keys.ids()).containsExactly(made, old);
        var after = Secrets.loadOrCreate(file);
        assertThat(DataKeys.parse(after.dataKeys()).currentId()).isEqualTo(made);
        assertThat(after.dataKeys()).endsWith("," + before.dataKeys());
        assertThat(after.withDataKeys(before.dataKeys())).as("all else").isEqualTo(before);
    }

    @Test
    void all_keys_but_the_first_are_forgotten() {
        Secrets.loadOrCreate(file);
        keys.addCurrent();
        var made = keys.addCurrent();
        assertThat(keys.ids()).hasSize(3);

        keys.forgetAllButCurrent();

        assertThat(keys.ids()).containsExactly(made);
    }

    @Test
    void a_folder_without_a_platform_gets_no_key() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(keys::addCurrent)
                .withMessageContaining("no platform here");
        assertThat(file).doesNotExist();
    }
}
