package org.tradepost.shared.rest;

import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where our code logs below INFO, which no server shows by itself. What is said in the course of a request that is {@link
 * Correlation#debug debugged} is logged at INFO, with the field {@code debug}; all else at FINE, or at INFO while all is shown.
 *
 * <p>A logger's level is the same for all requests, hence a gate before it. Nothing personal: what is said here may be seen.
 */
public final class DebugLog {

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Set<String> OWN = Set.of(DebugLog.class.getName(), Correlation.class.getName());

    private static volatile boolean all;

    private DebugLog() {}

    /** Whether what is said is logged at INFO whatever it is about. */
    public static void showAll(boolean show) {
        all = show;
    }

    /** @param message made only when it is logged */
    public static void fine(Logger logger, Supplier<String> message) {
        write(logger, message, null);
    }

    /** With the failure's stack trace. */
    public static void fine(Logger logger, String message, Throwable failure) {
        write(logger, () -> message, failure);
    }

    /** For threads that work for many requests at once, and so for none. */
    public static void fine(Logger logger, Correlation request, Supplier<String> message) {
        if (request.debug()) {
            request.during(() -> write(logger, message, null));
        } else {
            write(logger, message, null);
        }
    }

    private static void write(Logger logger, Supplier<String> message, Throwable failure) {
        Level level = all || Correlation.isDebugged() ? Level.INFO : Level.FINE;
        if (!logger.isLoggable(level)) {
            return;
        }
        LogRecord line = new LogRecord(level, message.get());
        line.setLoggerName(logger.getName());
        line.setThrown(failure);
        STACK.walk(frames -> frames.filter(frame -> !OWN.contains(frame.getClassName()))
                        .findFirst())
                .ifPresent(source -> {
                    line.setSourceClassName(source.getClassName());
                    line.setSourceMethodName(source.getMethodName());
                });
        logger.log(line);
    }
}
