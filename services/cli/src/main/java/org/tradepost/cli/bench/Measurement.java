package org.tradepost.cli.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What one client, or all together, saw. Not safe for use by several threads. */
final class Measurement {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private long errors;
    private String firstError = "";
    private double seconds;

    void record(long nanos) {
        micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
    }

    void error(String what) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }

    /** Requests that were due and could not be sent before the end. */
    void neverSent(long count) {
        if (count > 0) {
            errors += count;
            firstError = firstError.isEmpty() ? "due but never sent: all clients were waiting" : firstError;
        }
    }

    void add(Measurement other) {
        micros.add(other.micros);
        errors += other.errors;
        firstError = firstError.isEmpty() ? other.firstError : firstError;
    }

    void lasted(double wallSeconds) {
        seconds = wallSeconds;
    }

    Histogram micros() {
        return micros;
    }

    long errors() {
        return errors;
    }

    String firstError() {
        return firstError;
    }

    double seconds() {
        return seconds;
    }
}
