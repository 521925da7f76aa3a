package org.tradepost.cli.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tradepost.cli.CommandFailure;

/** The end of a child's log, for the one line that says why it failed. */
final class LogTail {
    private static final int BYTES = 16 * 1024;

    private LogTail() {}

    static CommandFailure failure(String what, Path log) {
        var lines = lines(log);
        if (lines.stream().anyMatch(StorageFailure::isDiskFull)) {
            return new CommandFailure("The disk that holds " + log.getParent().getParent()
                    + " is full; free at least 500 MB and try again.");
        }
        var reason = lines.stream().filter(LogTail::looksLikeReason).reduce((first, second) -> first);
        return new CommandFailure(what + reason.map(line -> ": " + line.strip()).orElse("") + " (see " + log + ")");
    }

    static List<String> lines(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = Math.max(0, file.length() - BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean looksLikeReason(String line) {
        return line.contains("FATAL")
                || line.contains("PANIC")
                || line.contains("ERROR")
                || line.contains("error:")
                || line.contains("Exception")
                || line.contains("unshare:");
    }
}
