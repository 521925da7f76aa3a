package org.tradepost.shared.rest;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What ties the log lines and calls of one request together.
 *
 * @param requestId the caller's {@code X-Request-ID}, or one made here
 * @param traceId W3C trace id, 32 lower-case hex digits (W3C Trace Context, section 3.2.2.3)
 */
public record Correlation(String requestId, String traceId) {

    public static final String REQUEST_ID_HEADER = "X-Request-ID";
    public static final String TRACEPARENT_HEADER = "traceparent";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._\\-]{1,64}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-[0-9A-Za-z.\\-]{1,200})?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WorkContext<Correlation> CURRENT = new WorkContext<>();

    /** From the headers of a request; what is absent or not well-formed is made anew, so that nobody can forge log lines. */
    public static Correlation of(String requestId, String traceparent) {
        String id = requestId != null && REQUEST_ID.matcher(requestId).matches()
                ? requestId
                : UUID.randomUUID().toString();
        var trace = traceparent == null ? null : TRACEPARENT.matcher(traceparent);
        String traceId =
                trace != null && trace.matches() && !trace.group(1).equals(NO_TRACE) ? trace.group(1) : hex(16);
        return new Correlation(id, traceId);
    }

    /** That of the request this thread works for; a new one outside any request. */
    public static Correlation current() {
        return CURRENT.current().orElseGet(() -> of(null, null));
    }

    /** Makes this the thread's correlation until it is replaced; null clears it. */
    public static void set(Correlation correlation) {
        CURRENT.set(correlation);
    }

    /** The same work, done for the present request by whichever thread runs it. */
    public static Runnable carriedBy(Runnable work) {
        Correlation correlation = current();
        return () -> {
            set(correlation);
            try {
                work.run();
            } finally {
                set(null);
            }
        };
    }

    /** The header for a call made on behalf of this request: same trace, a new parent id. */
    public String traceparent() {
        return "00-" + traceId + "-" + hex(8) + "-01";
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
