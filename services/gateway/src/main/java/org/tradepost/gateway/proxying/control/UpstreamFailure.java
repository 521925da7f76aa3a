package org.tradepost.gateway.proxying.control;

import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.CallRefused;

/** Says in HTTP's words how a call to a service failed. The service's address and the failure's text stay inside. */
public final class UpstreamFailure {

    private static final int LONGEST_SUMMARY = 200;

    private UpstreamFailure() {}

    /**
     * @param certain whether the request was certainly not applied: then the caller may simply try again
     */
    public static ProblemException problem(Throwable failure, boolean certain) {
        if (certain && Repetition.neverArrived(failure)) {
            return new ProblemException(CommonError.SERVICE_UNAVAILABLE, "The service behind this path is away")
                    .header("Retry-After", "1");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BodyTooLarge tooLarge -> {
                    return new ProblemException(
                                    CommonError.PAYLOAD_TOO_LARGE,
                                    "At most " + tooLarge.limit() + " bytes are accepted here")
                            .header("Connection", "close");
                }
                case TooSlow tooSlow -> {
                    return new ProblemException(CommonError.REQUEST_TIMEOUT, "The request body came too slowly")
                            .header("Connection", "close");
                }
                case UnreadableBody unreadable -> {
                    return new ProblemException(
                                    CommonError.MALFORMED_REQUEST, "The request body broke off or is not well-formed")
                            .header("Connection", "close");
                }
                case TimeoutException late -> {
                    return timedOut();
                }
                case SocketTimeoutException late -> {
                    return timedOut();
                }
                case RejectedExecutionException full -> {
                    return new ProblemException(
                                    CommonError.SERVICE_UNAVAILABLE, "Too many requests are waiting; try again")
                            .header("Retry-After", "1");
                }
                default -> {
                    // Not telling by itself; perhaps its cause is.
                }
            }
        }
        return new ProblemException(CommonError.BAD_GATEWAY, "The service behind this path cannot be reached");
    }

    /** The answer to a call that was not made. */
    public static ProblemException refused(CallRefused refused) {
        return new ProblemException(
                        CommonError.SERVICE_UNAVAILABLE,
                        refused.reason() == CallRefused.Reason.BREAKER_OPEN
                                ? "The service behind this path fails; it is not asked for a while"
                                : "Too many requests are waiting; try again")
                .header("Retry-After", refused.retryAfterSeconds());
    }

    /** One short line for the log; the client library describes its whole inner state in some messages. */
    public static String summary(Throwable failure) {
        String text = failure.toString();
        int end = Math.min(text.length(), LONGEST_SUMMARY);
        int details = text.indexOf('@');
        return text.substring(0, details < 0 ? end : Math.min(details, end));
    }

    private static ProblemException timedOut() {
        return new ProblemException(CommonError.GATEWAY_TIMEOUT, "The service behind this path did not answer in time");
    }
}
