package org.tradepost.shared.rest;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * What ties the log lines and calls of one request together. Where traces are on, its ids are those of the span that the runtime has
 * begun for the request.
 *
 * @param requestId the caller's {@code X-Request-ID}, or one made here
 * @param traceId W3C trace id, 32 lower-case hex digits (W3C Trace Context, section 3.2.2.3)
 * @param spanId names this service's part of the trace, 16 lower-case hex digits (section 3.2.2.4)
 * @param sampled whether the trace is recorded (section 3.2.2.5)
 * @param userId who was authenticated; null while nobody is
 * @param debug whether {@link DebugLog what is logged below INFO} is to be seen
 */
public record Correlation(
        String requestId, String traceId, String spanId, boolean sampled, String userId, boolean debug) {

    public static final String REQUEST_ID_HEADER = "X-Request-ID";
    public static final String TRACEPARENT_HEADER = "traceparent";
    /** Its value {@code true} asks for {@link #debug}. Whether that may be is for each service to decide; nobody else is told. */
    public static final String DEBUG_HEADER = "Tradepost-Debug";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._\\-]{1,64}");
    private static final String PROPERTY = Correlation.class.getName();
    private static final Correlation NONE = new Correlation(null, null);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WorkContext<Correlation> CURRENT = new WorkContext<>();

    /** Of something that happened elsewhere. */
    public Correlation(String requestId, String traceId) {
        this(requestId, traceId, null, false, null, false);
    }

    /** From the headers of a request; what is absent or not well-formed is made anew, so that nobody can forge log lines. */
    public static Correlation of(String requestId, String traceparent) {
        String id = requestId != null && REQUEST_ID.matcher(requestId).matches()
                ? requestId
                : UUID.randomUUID().toString();
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            return inSpan(id, span);
        }
        SpanContext caller = TraceParent.read(traceparent);
        return caller.isValid()
                ? new Correlation(id, caller.getTraceId(), hex(8), caller.isSampled(), null, false)
                : new Correlation(id, hex(16), hex(8), false, null, false);
    }

    /** Of work that a span stands for. */
    public static Correlation inSpan(String requestId, SpanContext span) {
        return new Correlation(requestId, span.getTraceId(), span.getSpanId(), span.isSampled(), null, false);
    }

    /** That of a request that {@link CorrelationFilter} has seen. */
    public static Correlation of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof Correlation known ? known : of(null, null);
    }

    /** Makes this the correlation of a request and of the thread that handles it. */
    public void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
        set(this);
    }

    /** The same, now that it is known who asks. */
    public Correlation forUser(String user) {
        return new Correlation(requestId, traceId, spanId, sampled, user, debug);
    }

    /** The same, logged in full detail. Only for those who may see how the platform is. */
    public Correlation debugged() {
        return new Correlation(requestId, traceId, spanId, sampled, userId, true);
    }

    /** Whether a request's {@link #DEBUG_HEADER} asks for it. */
    public static boolean asksForDebug(String header) {
        return "true".equals(header);
    }

    /** Whether the request this thread works for is {@link #debug debugged}; not outside any request. */
    static boolean isDebugged() {
        return CURRENT.current().filter(Correlation::debug).isPresent();
    }

    /** That of the request this thread works for; a new one outside any request. */
    public static Correlation current() {
        return known().orElseGet(() -> of(null, null));
    }

    /** That of the request or event this thread works for, if there is one. */
    public static Optional<Correlation> known() {
        return CURRENT.current();
    }

    /** Makes this the thread's correlation until it is replaced; null clears it. */
    public static void set(Correlation correlation) {
        CURRENT.set(correlation);
        (correlation == null ? NONE : correlation).logFields().forEach(LogFields::set);
    }

    /** What log lines say of it, by the names of their fields; the values of what is unknown are null. */
    public Map<String, String> logFields() {
        Map<String, String> fields = new HashMap<>();
        fields.put("trace_id", traceId);
        fields.put("span_id", spanId);
        fields.put("request_id", requestId);
        fields.put("user_id", userId);
        fields.put("debug_bool", debug ? "true" : null);
        return fields;
    }

    /** The same work, done for the present request by whichever thread runs it. */
    public static Runnable carriedBy(Runnable work) {
        Correlation correlation = current();
        return () -> correlation.during(work);
    }

    /** Has whatever the executor is given done for the present request. */
    public static Executor carriedBy(Executor executor) {
        Correlation correlation = current();
        return work -> executor.execute(() -> correlation.during(work));
    }

    /**
     * Does work for this request on a thread that then goes on with what it did before. Spans that it begins have this part of the trace as
     * their parent.
     */
    public void during(Runnable work) {
        Correlation before = CURRENT.current().orElse(null);
        set(this);
        try (Scope scope = Context.root().with(Span.wrap(place())).makeCurrent()) {
            work.run();
        } finally {
            set(before);
        }
    }

    private SpanContext place() {
        return SpanContext.create(
                traceId, spanId, sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
    }

    /** The header for a call made on behalf of this request: same trace, this part of it as the parent. */
    public String traceparent() {
        return TraceParent.of(place());
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
