package org.tradepost.shared.resilience;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.tradepost.shared.identity.ServiceTokens;

/** What counts as a failure of an HTTP service: 5xx, no connection, no answer in time. 4xx are answers of a service that is well. */
public final class HttpFailures {

    private static final String NO_CONNECTION = "no connection";
    private static final String CONNECTION_LOST = "connection lost";

    private HttpFailures() {}

    /** Reads how a call went from its answer's status, or from what was thrown in its place. */
    public static <T> Guard.Reading<T> byStatus(ToIntFunction<T> status) {
        return new Guard.Reading<>() {
            @Override
            public String failure(T answer) {
                return of(status.applyAsInt(answer));
            }

            @Override
            public String failure(RuntimeException thrown) {
                return of(thrown);
            }
        };
    }

    static boolean isForWantOfConnection(String kind) {
        return kind.equals(NO_CONNECTION) || kind.equals(CONNECTION_LOST);
    }

    /** Whether a call that ended like this was never sent: there was no token for it, or nobody took the connection. */
    public static boolean isNotSent(Throwable thrown) {
        String kind = of(thrown);
        return Guard.Reading.NEITHER.equals(kind) || NO_CONNECTION.equals(kind);
    }

    /** The kind of failure, or null for none. */
    public static String of(int status) {
        return status >= 500 ? "HTTP " + status : null;
    }

    /** Without a token of our own a call was not made, and says nothing about who would have been called. */
    public static String of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ServiceTokens.Unavailable none -> {
                    return Guard.Reading.NEITHER;
                }
                case SocketTimeoutException late -> {
                    return Guard.TIMED_OUT;
                }
                case TimeoutException late -> {
                    return Guard.TIMED_OUT;
                }
                case ConnectException refused -> {
                    return NO_CONNECTION;
                }
                case SocketException broken -> {
                    return CONNECTION_LOST;
                }
                case ClosedChannelException broken -> {
                    return CONNECTION_LOST;
                }
                case EOFException broken -> {
                    return CONNECTION_LOST;
                }
                default -> {
                    // Perhaps its cause tells more.
                }
            }
        }
        // The REST client's own, for a server that hung up; its class is not ours to name.
        return thrown.toString().contains("failed to respond")
                ? CONNECTION_LOST
                : thrown.getClass().getSimpleName();
    }
}
