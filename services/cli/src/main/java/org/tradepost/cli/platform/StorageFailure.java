package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.tradepost.cli.CommandFailure;

/** Says in one line why the home folder cannot be used: a full disk, missing rights, anything else. */
final class StorageFailure {
    private StorageFailure() {}

    static CommandFailure of(Path path, IOException e) {
        var reason = e instanceof FileSystemException f
                ? Objects.toString(f.getReason(), "")
                : Objects.toString(e.getMessage(), "");
        if (isDiskFull(reason)) {
            return new CommandFailure(
                    "The disk that holds " + path + " is full; free at least 500 MB and try again.", e);
        }
        if (e instanceof AccessDeniedException || reason.contains("Read-only file system")) {
            return new CommandFailure(
                    "No permission to write " + path + "; set TRADEPOST_HOME to a folder of yours.", e);
        }
        var detail = reason.isEmpty() ? e.getClass().getSimpleName() : reason;
        return new CommandFailure("Cannot use " + path + ": " + detail, e);
    }

    static boolean isDiskFull(String message) {
        var text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left on device") || text.contains("disk quota exceeded");
    }
}
