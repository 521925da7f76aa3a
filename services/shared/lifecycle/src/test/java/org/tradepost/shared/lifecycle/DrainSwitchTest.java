package org.tradepost.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainSwitchTest {

    @Test
    void drainsWhileTheFileIsThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drain");
        DrainSwitch drain = new DrainSwitch(Optional.of(file), Duration.ZERO);
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
    void refusesNobodyBeforeItGaveNotice(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drain");
        AtomicLong now = new AtomicLong(-5);
        DrainSwitch drain = new DrainSwitch(Optional.of(file), Duration.ofNanos(10), now::get);
        Files.createFile(file);
        drain.look();
        now.addAndGet(9);
        drain.look();
        assertThat(drain.isRefusing()).isFalse();
        now.addAndGet(1);
        assertThat(drain.isRefusing()).isTrue();
        Files.delete(file);
        drain.look();
        assertThat(drain.isRefusing()).isFalse();
    }

    @Test
    void hasSomethingDoneEachTimeItBegins(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drain");
        AtomicLong done = new AtomicLong();
        DrainSwitch drain = new DrainSwitch(Optional.of(file), Duration.ZERO);
        drain.whenBegun(done::incrementAndGet);
        drain.look();
        assertThat(done).hasValue(0);
        Files.createFile(file);
        drain.look();
        drain.look();
        assertThat(done).hasValue(1);
        Files.delete(file);
        drain.look();
        Files.createFile(file);
        drain.look();
        assertThat(done).hasValue(2);
    }

    @Test
    void neverDrainsWithoutAFile() {
        try (DrainSwitch drain = new DrainSwitch(Optional.empty(), Duration.ZERO).watch()) {
            assertThat(drain.isDraining()).isFalse();
        }
    }
}
