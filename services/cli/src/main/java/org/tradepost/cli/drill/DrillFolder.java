package org.tradepost.cli.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tradepost.client.http.Json;

/** The folder of one drill: its history while it runs, and all that is known about it when something was broken. */
final class DrillFolder {
    private final Path folder;
    private final Path logs;

    /**
     * @param home of the platform under drill
     */
    DrillFolder(Path home, String name) {
        this.folder = home.resolve("drills").resolve(name);
        this.logs = home.resolve("logs");
    }

    Path history() {
        return folder.resolve("history.ndjson");
    }

    Path path() {
        return folder;
    }

    /** Writes values as one JSON line each. */
    void write(String file, List<?> values) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(file), values.stream().map(Json::line).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the servers' logs, which the next start would replace. */
    void keepLogs() {
        if (!Files.exists(logs)) {
            return;
        }
        try (Stream<Path> files = Files.list(logs)) {
            Path kept = Files.createDirectories(folder.resolve("logs"));
            for (Path log : files.filter(Files::isRegularFile).toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing was broken: nobody will look at it. */
    void delete() {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
