package org.tradepost.cli;

/** Ends a command with exit code 1 and its message as the one line the user sees; never a stack trace. */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String line) {
        super(line);
    }

    public CommandFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
