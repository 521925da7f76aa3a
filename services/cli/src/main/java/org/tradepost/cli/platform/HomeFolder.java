package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.tradepost.cli.CommandFailure;

/** The folder with everything a platform keeps. A marker file proves that it is one, so that nothing else is ever wiped. */
final class HomeFolder {
    static final long NEEDED_BYTES = 500L * 1024 * 1024;
    private static final String MARKER = "tradepost-home";

    private final Path home;

    HomeFolder(Path home) {
        this.home = home;
    }

    /** Makes the folder ready for use, or says in one line why it cannot be used. */
    void prepare() {
        try {
            if (Files.isDirectory(home) && !isMarked() && !isEmpty()) {
                throw new CommandFailure(
                        home + " is not empty and not a Tradepost folder; set TRADEPOST_HOME to another one.");
            }
            Files.createDirectories(home);
            ownerOnly();
            Files.deleteIfExists(Files.createTempFile(home, "probe", ".tmp"));
            requireSpace(Files.getFileStore(home).getUsableSpace());
            if (!isMarked()) {
                Files.writeString(
                        home.resolve(MARKER), "Data of a Tradepost platform; ./tradepost up --fresh wipes it.\n");
            }
        } catch (IOException e) {
            throw StorageFailure.of(home, e);
        }
    }

    private void ownerOnly() throws IOException {
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        }
    }

    void requireSpace(long usableBytes) {
        if (usableBytes < NEEDED_BYTES) {
            throw new CommandFailure("The disk that holds %s has %d MB left; at least %d MB are needed."
                    .formatted(home, usableBytes >> 20, NEEDED_BYTES >> 20));
        }
    }

    /** Removes all data and secrets, but neither the unpacked programs nor the remembered ports. */
    void wipe() {
        if (!isMarked()) {
            throw new CommandFailure(home + " is not a Tradepost folder; nothing was removed.");
        }
        for (var name :
                new String[] {"data", "liberty", "logs", "tls", "secrets.json", "state.json", "connections.json"}) {
            delete(home.resolve(name));
        }
    }

    private boolean isMarked() {
        return Files.isRegularFile(home.resolve(MARKER));
    }

    private boolean isEmpty() throws IOException {
        try (var entries = Files.list(home)) {
            return entries.findAny().isEmpty();
        }
    }

    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw StorageFailure.of(path, e);
        }
    }
}
