package org.tradepost.cli.platform;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tradepost.cli.CommandFailure;

/** POSIX signals that Java has no call for. */
public enum Signal {
    TERM,
    /** PostgreSQL's fast shutdown. */
    INT,
    /** PostgreSQL's immediate shutdown. */
    QUIT,
    KILL,
    STOP,
    CONT;

    private static final int PATIENCE_SECONDS = 10;

    /** Sends this signal, unless the process has ended or its pid belongs to another one now. */
    public void send(ProcessIdentity process) {
        process.handle().ifPresent(running -> send(List.of(running)));
    }

    /** Sends this signal to all of them, in this order; those that have ended do not matter. */
    void send(List<ProcessHandle> processes) {
        var pids =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
        try {
            // The shell's own kill: a program of that name is not installed everywhere.
            var kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot signal process " + pids + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
