package org.tradepost.shared.resilience;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.tradepost.shared.identity.ServiceTokens;

/** What counts as a failure of an HTTP service: 5xx, no connection, no answer in time. 4xx are answers of a service that is well. */
public final class HttpFailures {

    private HttpFailures() {}

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
                    return "no connection";
                }
                default -> {
                    // Perhaps its cause tells more.
                }
            }
        }
        return thrown.getClass().getSimpleName();
    }
}
