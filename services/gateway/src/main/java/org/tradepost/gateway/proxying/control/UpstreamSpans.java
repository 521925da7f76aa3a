package org.tradepost.gateway.proxying.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.TraceParent;

/**
 * Tells traces of each call of a service: a span below the one that the call's header names, which the header then names itself. A
 * request that is sent twice is two. Attributes are those of OpenTelemetry's semantic conventions for HTTP client spans; the path is
 * left out because the service's own span has the route.
 */
final class UpstreamSpans implements Request.Listener {

    private static final int FIRST_FAILURE = 400;

    private final Tracer tracer;

    UpstreamSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void onQueued(Request request) {
        SpanContext caller = TraceParent.read(request.getHeaders().get(Correlation.TRACEPARENT_HEADER));
        if (!caller.isValid()) {
            return;
        }
        Span span = tracer.spanBuilder(request.getMethod())
                .setParent(Context.root().with(Span.wrap(caller)))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("server.address", request.getHost())
                .setAttribute("server.port", request.getPort())
                .startSpan();
        request.headers(headers -> headers.put(Correlation.TRACEPARENT_HEADER, TraceParent.of(span.getSpanContext())));
        request.onComplete(result -> end(span, result));
    }

    private static void end(Span span, Result result) {
        int status = result.getResponse() == null ? 0 : result.getResponse().getStatus();
        if (status > 0) {
            span.setAttribute("http.response.status_code", status);
        }
        if (result.isFailed()) {
            span.setAttribute("error.type", result.getFailure().getClass().getName());
        }
        if (result.isFailed() || status >= FIRST_FAILURE) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
