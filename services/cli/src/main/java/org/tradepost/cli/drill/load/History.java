package org.tradepost.cli.drill.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tradepost.client.http.Json;

/** Every call of every buyer in the order in which they ended, in memory and, one JSON line each, in a file. */
public final class History implements AutoCloseable {
    private final long began = System.nanoTime();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final BufferedWriter file;

    public History(Path file) {
        try {
            Files.createDirectories(file.getParent());
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Milliseconds since the load began. */
    long now() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    synchronized void add(Call call) {
        calls.add(call);
        counts.merge(call.outcome(), 1L, Long::sum);
        try {
            file.write(Json.line(call));
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
