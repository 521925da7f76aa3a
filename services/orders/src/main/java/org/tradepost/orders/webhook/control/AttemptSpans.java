package org.tradepost.orders.webhook.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import org.tradepost.orders.webhook.control.DeliveryQueue.Claimed;
import org.tradepost.orders.webhook.entity.Attempt;
import org.tradepost.shared.rest.TraceParent;

/**
 * Tells traces of each attempt, below the change that its event tells of. Attributes are those of OpenTelemetry's semantic conventions for
 * HTTP client spans; of the address only the host, since a path may be a secret. Receivers hear nothing of traces.
 */
final class AttemptSpans {

    private static final String METHOD = "POST";

    private final Tracer tracer;

    AttemptSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    Span begin(Claimed claimed) {
        SpanContext change = TraceParent.read(claimed.traceparent());
        if (!change.isValid()) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(METHOD)
                .setParent(Context.root().with(Span.wrap(change)))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", METHOD)
                .setAttribute("http.request.resend_count", claimed.attempt() - 1L)
                .setAttribute(
                        "server.address", URI.create(claimed.receiver().url()).getHost())
                .setAttribute("cloudevents.event_id", claimed.eventId().toString())
                .startSpan();
    }

    void end(Span span, Attempt attempt) {
        if (attempt.status() > 0) {
            span.setAttribute("http.response.status_code", attempt.status());
        } else {
            span.setAttribute("error.type", attempt.failure().name());
        }
        if (!attempt.isDelivered()) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
