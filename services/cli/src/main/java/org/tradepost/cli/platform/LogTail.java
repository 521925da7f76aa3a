package org.tradepost.cli.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tradepost.cli.CommandFailure;

/** The end of a child's log, for the one line that says why it failed. */
final class LogTail {
    private static final int BYTES = 64 * 1024;

    private static final int REASON_LENGTH = 240;
    private static final String APPLICATION_FAILED = "CWWKZ0002E";

    /** What start-up checks say, before the settings they name: {@code SETTING (why); SETTING (why)}. */
    private static final String UNFIT = "unfit for production: ";

    private LogTail() {}

    static CommandFailure failure(String what, Path log) {
        var lines = lines(log);
        if (lines.stream().anyMatch(StorageFailure::isDiskFull)) {
            return new CommandFailure("The disk that holds " + log.getParent().getParent()
                    + " is full; free at least 500 MB and try again.");
        }
        var unfit = unfitSettings(lines);
        if (!unfit.isEmpty()) {
            return new CommandFailure(what + ": " + UNFIT + String.join("; ", unfit) + " (see " + log + ")");
        }
        var reason = lines.stream()
                .filter(line -> line.contains(APPLICATION_FAILED))
                .findFirst()
                .or(() -> lines.stream().filter(LogTail::looksLikeReason).findFirst())
                .map(LogTail::shortened);
        return new CommandFailure(what + reason.map(line -> ": " + line).orElse("") + " (see " + log + ")");
    }

    /** Each once, however often and by however many applications it is named. */
    private static List<String> unfitSettings(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(UNFIT))
                .map(line -> line.substring(line.indexOf(UNFIT) + UNFIT.length()))
                .flatMap(findings -> Stream.of(findings.split("; ")))
                .map(finding -> finding.substring(0, finding.lastIndexOf(')') + 1))
                .filter(finding -> !finding.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Liberty's word that an application did not start, after which waiting is of no use. */
    static boolean applicationFailed(Path log) {
        return lines(log).stream().anyMatch(line -> line.contains(APPLICATION_FAILED));
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

    /** Without the time and thread that Liberty begins its lines with, and no longer than a reader can take. */
    private static String shortened(String line) {
        var message = line.strip();
        var start = message.indexOf(APPLICATION_FAILED);
        message = start < 0 ? message : message.substring(start);
        return message.length() <= REASON_LENGTH ? message : message.substring(0, REASON_LENGTH) + "...";
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
