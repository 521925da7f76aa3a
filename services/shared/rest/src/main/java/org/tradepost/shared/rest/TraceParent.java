package org.tradepost.shared.rest;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header that says which span of which trace a request or an event belongs to (W3C Trace Context, section 3.2). */
public final class TraceParent {

    private static final Pattern FORMAT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-[0-9A-Za-z.\\-]{1,200})?");

    private TraceParent() {}

    /**
     * The sender's span, which is not valid where the header is absent or malformed.
     *
     * @param header null for none
     */
    public static SpanContext read(String header) {
        Matcher matcher = header == null ? null : FORMAT.matcher(header);
        if (matcher == null || !matcher.matches()) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                matcher.group(1), matcher.group(2), TraceFlags.fromHex(matcher.group(3), 0), TraceState.getDefault());
    }

    /** The header of what a span asks others for. */
    public static String of(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + (span.isSampled() ? "-01" : "-00");
    }
}
