package org.tradepost.shared.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.tradepost.shared.observability.AccessLog;
import org.tradepost.shared.observability.AnsweredCall;
import org.tradepost.shared.observability.GrpcMetrics;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.TraceParent;

/** Begins a span and a {@link Call} for all that arrives, and counts, times and records it when it ends. */
final class CallObservation extends ServerStreamTracer.Factory {

    private final GrpcMetrics metrics;
    private final AccessLog log;
    private final Tracer tracer;

    CallObservation(GrpcMetrics metrics, AccessLog log, Tracer tracer) {
        this.metrics = metrics;
        this.log = log;
        this.tracer = tracer;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        String traceparent = headers.get(Call.TRACEPARENT);
        SpanContext sender = TraceParent.read(traceparent);
        Context parent = sender.isValid() ? Context.root().with(Span.wrap(sender)) : Context.root();
        Span span = tracer.spanBuilder(AnsweredCall.UNMATCHED)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("rpc.system", "grpc")
                .startSpan();
        Correlation correlation = Correlation.of(headers.get(Call.REQUEST_ID), traceparent);
        SpanContext begun = span.getSpanContext();
        // Where traces are off, the span is the sender's own or none.
        if (begun.isValid() && !begun.isRemote()) {
            correlation = Correlation.inSpan(correlation.requestId(), begun);
        }
        return new Call(this, span, correlation, headers);
    }

    /** @param stream how long it lasts is the caller's affair */
    void ended(AnsweredCall call, String code, boolean stream) {
        metrics.answered(call.route(), code);
        if (stream) {
            log.ended(call);
        } else {
            metrics.took(call.route(), call.took());
            log.answered(call);
        }
    }
}
