package org.tradepost.shared.outbox;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.naming.NamingException;

/** What it means that an event could not be handled: the event is to blame, or something that will come back. */
enum Failure {
    /** The handler, or a constraint of the database, refuses this very event; it always will. */
    REFUSED,
    /** Something is away that comes back. Never a reason to park. */
    AWAY,
    /** Neither is certain; who fails so again and again is taken for refused. */
    UNCLEAR;

    private static final String OURS = "org.tradepost.";
    /** Data exceptions and violated constraints (PostgreSQL, appendix A). */
    private static final Set<String> REFUSING_CLASSES = Set.of("22", "23");
    /**
     * Connections, wrong or expired authorization, read-only after a failover, rollbacks, resources, object not in the needed state,
     * operator, system: all of them pass without the event changing.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "25", "28", "40", "53", "55", "57", "58");

    static Failure of(Throwable failure) {
        Failure found = UNCLEAR;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth++ < 20; cause = cause.getCause()) {
            Failure one = ofOne(cause);
            if (one == AWAY) {
                return AWAY;
            }
            if (one == REFUSED) {
                found = REFUSED;
            }
        }
        return found;
    }

    private static Failure ofOne(Throwable failure) {
        return switch (failure) {
            case SQLException sql -> ofSql(sql);
            case RollbackException rolledBack -> rolledBack.getCause() == null ? AWAY : UNCLEAR;
            case SystemException system -> AWAY;
            case NamingException naming -> AWAY;
            case IOException io -> AWAY;
            case TimeoutException late -> AWAY;
            case InterruptedException interrupted -> AWAY;
            case RejectedExecutionException stopping -> AWAY;
            case IllegalArgumentException refused -> REFUSED;
            case ClassCastException refused -> REFUSED;
            case NullPointerException refused -> REFUSED;
            case DateTimeException refused -> REFUSED;
            case ArithmeticException refused -> REFUSED;
            case IndexOutOfBoundsException refused -> REFUSED;
            default -> UNCLEAR;
        };
    }

    private static Failure ofSql(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || state == null
                || state.length() < 2
                || PASSING_CLASSES.contains(state.substring(0, 2))) {
            return AWAY;
        }
        return REFUSING_CLASSES.contains(state.substring(0, 2)) ? REFUSED : UNCLEAR;
    }

    /** Why, in names of classes and methods only: messages may repeat what the event says. */
    static String reason(Throwable failure) {
        if (failure instanceof NotHandled) {
            return failure.getMessage();
        }
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        StringBuilder reason = new StringBuilder(failure.getClass().getSimpleName());
        if (root != failure) {
            reason.append(" of ").append(root.getClass().getSimpleName());
        }
        if (root instanceof SQLException sql && sql.getSQLState() != null) {
            reason.append(' ').append(sql.getSQLState());
        }
        Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .ifPresent(frame -> reason.append(" at ")
                        .append(frame.getClassName()
                                .substring(frame.getClassName().lastIndexOf('.') + 1))
                        .append('.')
                        .append(frame.getMethodName())
                        .append(':')
                        .append(frame.getLineNumber()));
        return reason.toString();
    }
}
