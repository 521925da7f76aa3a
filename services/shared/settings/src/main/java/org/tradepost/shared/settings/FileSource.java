package org.tradepost.shared.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Settings in files, which are looked at again and again. What was read counts once it is the same at two looks, so that a file that is
 * being written changes nothing until it is done.
 */
final class FileSource extends ChangingSource {

    /** Reads all values. */
    @FunctionalInterface
    interface Reader {
        Map<String, String> read() throws IOException;
    }

    private final Reader reader;
    private Map<String, String> seen;

    /** @throws IllegalStateException if it cannot be read at the start: what is named has to be there */
    FileSource(String name, int ordinal, Reader reader) {
        super(name, ordinal);
        this.reader = reader;
        try {
            this.seen = reader.read();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("Settings cannot be read from " + name + ": " + e, e);
        }
        take(seen);
    }

    /** A file of Java properties. */
    static Reader properties(Path file) {
        return () -> {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            Map<String, String> values = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            return values;
        };
    }

    /**
     * A directory with one file a setting, as Kubernetes mounts ConfigMaps and Secrets: behind the link {@code ..data}, which is moved to
     * another directory when anything changes. It is followed once, so that no old value is read with a new one.
     */
    static Reader directory(Path directory) {
        return () -> {
            Path data = directory.resolve("..data");
            Path real = (Files.exists(data) ? data : directory).toRealPath();
            Map<String, String> values = new HashMap<>();
            for (Path file : files(real)) {
                values.put(file.getFileName().toString(), withoutLineEnd(Files.readString(file)));
            }
            return values;
        };
    }

    /**
     * The same, with values that may be encrypted.
     *
     * @param open takes a name and a value as it is in its file
     */
    static Reader secrets(Path directory, SealedValues open) {
        Reader readable = directory(directory);
        return () -> {
            Map<String, String> values = readable.read();
            values.replaceAll(open::open);
            return values;
        };
    }

    @Override
    boolean look() {
        try {
            Map<String, String> now = reader.read();
            boolean settled = now.equals(seen);
            seen = now;
            return settled && take(now);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            failed(e.toString());
            return false;
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Editors and {@code echo} end a file with one, which is not meant. */
    private static String withoutLineEnd(String text) {
        UnaryOperator<String> cut = t -> t.endsWith("\n") ? t.substring(0, t.length() - 1) : t;
        String line = cut.apply(text);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
