package org.tradepost.cli.client;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.ProgressReporter;

/** A file the user named, unpacked while it is read if it is gzipped, whatever its name; progress follows its bytes. */
public final class InputFile implements AutoCloseable {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final InputStream content;
    private final ProgressReporter progress;

    private InputFile(InputStream content, ProgressReporter progress) {
        this.content = content;
        this.progress = progress;
    }

    /** Opens the file; one that is missing, unreadable, no file or empty ends the command with one line. */
    public static InputFile open(Path file, String doing) {
        try {
            long size = require(file);
            ProgressReporter progress = ProgressReporter.of(doing, size);
            return new InputFile(unpacked(new Counting(Files.newInputStream(file), progress)), progress);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The file's size; one that is missing, no file or empty ends the command with one line. */
    public static long require(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailure("There is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(file + " is not a file");
        }
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new CommandFailure(file + " is empty");
            }
            return size;
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage());
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        buffered.mark(2);
        boolean gzipped = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return gzipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    public InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        progress.close();
        content.close();
    }

    private static final class Counting extends FilterInputStream {
        private final ProgressReporter progress;

        Counting(InputStream in, ProgressReporter progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                progress.advance(1);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                progress.advance(count);
            }
            return count;
        }
    }
}
