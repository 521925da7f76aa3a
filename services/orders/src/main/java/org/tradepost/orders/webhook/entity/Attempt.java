package org.tradepost.orders.webhook.entity;

import java.time.Duration;

/**
 * How one attempt to deliver ended.
 *
 * @param status what the receiver answered; 0 for nothing
 * @param failure why there was no answer; null when there was one
 * @param retryAfter what the receiver asked for; zero for nothing
 * @param took from the request to the end of the answer
 */
public record Attempt(int status, Failure failure, Duration retryAfter, Duration took) {

    private static final int GONE = 410;

    /** Why there was no answer. */
    public enum Failure {
        /** The name has no address. */
        UNRESOLVED,
        /** All of the name's addresses are private. */
        ADDRESS_REFUSED,
        /** No connection, or none with a certificate that is valid for the name. */
        UNREACHABLE,
        TIMEOUT,
        /** None was made, since the subscription's secret cannot be decrypted. */
        UNSIGNED,
        /** The connection broke, or what came was not HTTP. */
        BROKEN
    }

    public static Attempt answered(int status, Duration retryAfter, Duration took) {
        return new Attempt(status, null, retryAfter, took);
    }

    public static Attempt failed(Failure failure, Duration took) {
        return new Attempt(0, failure, Duration.ZERO, took);
    }

    public boolean isDelivered() {
        return status >= 200 && status < 300;
    }

    /** The receiver wants nothing more. */
    public boolean isGone() {
        return status == GONE;
    }
}
