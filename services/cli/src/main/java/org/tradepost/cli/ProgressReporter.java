package org.tradepost.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far long work has come: a bar on a terminal, plain lines otherwise. Everything goes to standard error, so that
 * standard output stays free for results. Safe for use by several threads.
 */
public interface ProgressReporter extends AutoCloseable {
    /** Total of work whose size is not known beforehand. */
    long UNKNOWN = -1;

    /** Counts {@code amount} more units as done. */
    void advance(long amount);

    /** Replaces the short text beside the figures. */
    void detail(String text);

    /** Prints a line of its own without breaking the bar. */
    void note(String line);

    @Override
    void close();

    /** The reporter that suits standard error: the launcher script tells whether that is a terminal. */
    static ProgressReporter of(String task, long total) {
        return of(task, total, "1".equals(System.getenv("TRADEPOST_TERMINAL")), System.err);
    }

    static ProgressReporter of(String task, long total, boolean terminal, PrintStream out) {
        return terminal ? new Bar(task, total, out) : new Lines(task, total, out, Duration.ofSeconds(5));
    }

    /** The bar of a terminal. */
    final class Bar implements ProgressReporter {
        private final PrintStream out;
        private final ProgressBar bar;

        private Bar(String task, long total, PrintStream out) {
            this.out = out;
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .build();
        }

        @Override
        public void advance(long amount) {
            bar.stepBy(amount);
        }

        @Override
        public void detail(String text) {
            bar.setExtraMessage(text);
        }

        @Override
        public void note(String line) {
            // The bar rewrites its own line; a carriage return and an erase keep a note from being mixed into it.
            out.print("\r\u001b[2K" + line + System.lineSeparator());
            out.flush();
            bar.refresh();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** One line every few seconds, for logs and pipes. */
    final class Lines implements ProgressReporter {
        private final String task;
        private final long total;
        private final PrintStream out;
        private final long intervalNanos;
        private final long started = System.nanoTime();
        private long done;
        private long reported;
        private long lastLine = started;
        private String detail = "";

        private Lines(String task, long total, PrintStream out, Duration interval) {
            this.task = task;
            this.total = total;
            this.out = out;
            this.intervalNanos = interval.toNanos();
        }

        @Override
        public synchronized void advance(long amount) {
            done += amount;
            if (System.nanoTime() - lastLine >= intervalNanos) {
                print();
            }
        }

        @Override
        public synchronized void detail(String text) {
            detail = text;
        }

        @Override
        public synchronized void note(String line) {
            out.println(line);
        }

        @Override
        public synchronized void close() {
            if (done != reported) {
                print();
            }
        }

        private void print() {
            lastLine = System.nanoTime();
            reported = done;
            var seconds = Duration.ofNanos(lastLine - started).toSeconds();
            var figures = total > 0 ? "%d/%d (%d %%)".formatted(done, total, done * 100 / total) : Long.toString(done);
            out.println("%s: %s, %d s%s".formatted(task, figures, seconds, detail.isEmpty() ? "" : ", " + detail));
        }
    }
}
