package org.tradepost.shared.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Set;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.TraceParent;

/**
 * Handles events as part of the trace that they were made in, where they name one. Names are those of OpenTelemetry's semantic
 * conventions for messaging and CloudEvents.
 */
final class TracedHandler implements EventHandler {

    private final EventHandler handler;
    private final Tracer tracer;

    TracedHandler(EventHandler handler, Tracer tracer) {
        this.handler = handler;
        this.tracer = tracer;
    }

    @Override
    public Set<String> topics() {
        return handler.topics();
    }

    @Override
    public Set<String> types() {
        return handler.types();
    }

    @Override
    public Set<String> wanted() {
        return handler.wanted();
    }

    @Override
    public void handle(CloudEvent event) {
        SpanContext sender = TraceParent.read(event.traceparent());
        if (!sender.isValid()) {
            handler.handle(event);
            return;
        }
        Span span = tracer.spanBuilder("process " + event.type())
                .setParent(Context.root().with(Span.wrap(sender)))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("cloudevents.event_id", event.id().toString())
                .setAttribute("cloudevents.event_type", event.type())
                .startSpan();
        try {
            Correlation.inSpan(event.id().toString(), span.getSpanContext()).during(() -> handler.handle(event));
        } catch (RuntimeException failed) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failed.getClass().getName());
            throw failed;
        } finally {
            span.end();
        }
    }
}
