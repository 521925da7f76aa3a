package org.tradepost.cli.platform;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
        if (process.handle().isEmpty()) {
            return;
        }
        try {
            // The shell's own kill: a program of that name is not installed everywhere.
            var kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot signal process " + process.pid() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
