package org.tradepost.cli.drill.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The library libfaketime, which gives a process a clock of its own (Debian's package {@code faketime}). */
final class FakeTime {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final List<Path> FOLDERS = Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib")
            .map(Path::of)
            .toList();

    private FakeTime() {}

    static Optional<Path> library() {
        return FOLDERS.stream()
                .flatMap(FakeTime::withArchitectures)
                .map(folder -> folder.resolve("faketime").resolve(LIBRARY))
                .filter(Files::isReadable)
                .findFirst();
    }

    private static Stream<Path> withArchitectures(Path folder) {
        return Stream.of(folder, folder.resolve("x86_64-linux-gnu"), folder.resolve("aarch64-linux-gnu"));
    }

    /**
     * What starts a process with its wall clock off by this much. The clock by which it waits stays right, and is told apart by
     * the fix being off: with it (0.9.10) every timed wait of a JVM would be over at once, and its threads would spin.
     */
    static Map<String, String> environment(Path library, Duration offset) {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME", "%+d".formatted(offset.toSeconds()),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }
}
