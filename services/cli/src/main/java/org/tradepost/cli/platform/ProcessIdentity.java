package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process told apart from any later one with the same pid: by boot and start tick on Linux, which clock changes do not
 * touch, by its start time elsewhere.
 */
public record ProcessIdentity(long pid, String started) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process).orElse("unknown"));
    }

    public boolean alive() {
        return handle().isPresent();
    }

    /** The running process, unless it ended or its pid was given to another. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        return startOf(process).map(start -> start.equals(started)).orElse(false);
    }

    private static Optional<String> startOf(ProcessHandle process) {
        var stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (Files.isReadable(BOOT_ID) && Files.isReadable(stat)) {
            try {
                var text = Files.readString(stat);
                // The command name, in parentheses, may hold spaces: count fields behind it. Start time is field 22.
                var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                if (fields[0].equals("Z")) {
                    return Optional.empty();
                }
                return Optional.of(Files.readString(BOOT_ID).strip() + "/" + fields[19]);
            } catch (IOException gone) {
                return Optional.empty();
            }
        }
        return process.info().startInstant().map(start -> Long.toString(start.toEpochMilli()));
    }
}
