package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tradepost.cli.CommandFailure;

/** Held by the supervisor for its whole life, so that a home folder has one; the system releases it however the holder ends. */
final class StartLock implements AutoCloseable {
    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    static StartLock acquire(Path home) {
        var file = home.resolve("supervisor.lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new StartLock(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same answer as for a lock that another process holds.
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
        close(channel, file);
        throw new CommandFailure(
                "Another './tradepost up' is at work in " + home + "; wait for it or run ./tradepost down.");
    }

    private static void close(FileChannel channel, Path file) {
        try {
            channel.close();
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CommandFailure("Cannot release the lock of the home folder: " + e.getMessage(), e);
        }
    }
}
