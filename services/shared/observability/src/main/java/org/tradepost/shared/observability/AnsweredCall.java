package org.tradepost.shared.observability;

import java.time.Duration;
import org.tradepost.shared.rest.Correlation;

/**
 * One HTTP call that was answered.
 *
 * @param route the path as it is declared, without anybody's ids
 * @param path the path that was asked for, without its query, which may hold personal data
 * @param took from its arrival to its answer
 * @param from whom it came
 * @param correlation which request it was part of, and who was authenticated
 */
public record AnsweredCall(
        String method, String route, String path, int status, Duration took, Peer from, Correlation correlation) {

    /** The route of what no declared path matches. */
    public static final String UNMATCHED = "unmatched";

    /**
     * The other end of a call.
     *
     * @param address of the connection, or of the client where a trusted proxy names it
     * @param userAgent as sent; null when none was
     */
    public record Peer(String address, String userAgent) {}
}
