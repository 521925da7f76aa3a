package org.tradepost.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainSwitchTest {

    @Test
    void drainsWhileTheFileIsThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drain");
        DrainSwitch drain = new DrainSwitch(Optional.of(file));
        drain.look();
        assertThat(drain.isDraining()).isFalse();
        Files.createFile(file);
        drain.look();
        assertThat(drain.isDraining()).isTrue();
        Files.delete(file);
        drain.look();
        assertThat(drain.isDraining()).isFalse();
    }

    @Test
    void neverDrainsWithoutAFile() {
        try (DrainSwitch drain = new DrainSwitch(Optional.empty()).watch()) {
            assertThat(drain.isDraining()).isFalse();
        }
    }
}
