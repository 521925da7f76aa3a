package org.tradepost.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.ProcessState;

/** What a figure was measured on, without which it means nothing. */
record Surroundings(PlatformState platform) {

    String text() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "Machine: %d cores, %,d MB memory, %s %s %s, load generator on JDK %s (%s)%n"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                system.getTotalMemorySize() >> 20,
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch"),
                                System.getProperty("java.version"),
                                System.getProperty("java.vendor"))
                + "On the same machine: the load generator, " + processes() + System.lineSeparator();
    }

    private String processes() {
        return platform.processes().stream().map(this::describe).collect(Collectors.joining(", "));
    }

    private String describe(ProcessState process) {
        return resident(process.pid())
                .map(size -> process.name() + " (" + size + " resident)")
                .orElse(process.name());
    }

    /** Resident memory as Linux tells it; elsewhere it is left out. */
    private static Optional<String> resident(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(status);
            return lines.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024 + " MB")
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
