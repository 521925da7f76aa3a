package org.tradepost.cli.command.up;

import java.io.PrintStream;
import java.time.Duration;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.platform.StartupListener;

/** Shows a start to the user: a bar on a terminal, a line a step otherwise. */
public final class TerminalProgress implements StartupListener, AutoCloseable {
    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private ProgressReporter bar;

    public TerminalProgress() {
        this(System.err, "1".equals(System.getenv("TRADEPOST_TERMINAL")));
    }

    TerminalProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void step(String done, String next, int of) {
        if (!terminal) {
            out.printf(
                    "%3d s  %s%n", Duration.ofNanos(System.nanoTime() - started).toSeconds(), done);
            return;
        }
        if (bar == null) {
            bar = ProgressReporter.of("Starting", of, true, out);
        }
        bar.advance(1);
        bar.detail(next.isEmpty() ? done : done + ", waiting for " + next);
    }

    @Override
    public synchronized void note(String line) {
        if (bar == null) {
            out.println(line);
        } else {
            bar.note(line);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
