package org.tradepost.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes the traces of the platform under test as a collector does: OTLP over HTTP in Protocol Buffers (OTLP 1.3, section OTLP/HTTP). */
final class TraceCollector {

    private static final TraceCollector INSTANCE = new TraceCollector();

    /**
     * One span.
     *
     * @param parent id of its parent; empty when it has none
     * @param kind such as {@code SERVER}
     */
    record Span(
            String service,
            String trace,
            String id,
            String parent,
            String kind,
            String name,
            Map<String, String> attributes) {}

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private volatile Throwable failure;

    private TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** The settings of a server that sends its traces here: only those of callers who ask for it, so that other tests cost nothing. */
    static Map<String, String> environment() {
        return Map.of(
                "TRADEPOST_TRACES_DISABLED",
                "false",
                "TRADEPOST_TRACES_SAMPLED",
                "0",
                "TRADEPOST_TRACES_ENDPOINT",
                "http://127.0.0.1:" + INSTANCE.server.getAddress().getPort());
    }

    /** What has come of a trace so far. */
    static List<Span> spans(String trace) {
        if (INSTANCE.failure != null) {
            throw new IllegalStateException("what was sent cannot be read", INSTANCE.failure);
        }
        return INSTANCE.spans.stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                read(ExportTraceServiceRequest.parseFrom(body));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void read(ExportTraceServiceRequest request) {
        request.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> scope.getSpansList()
                        .forEach(span -> spans.add(span(service(resource.getResource()), span)))));
    }

    private static Span span(String service, io.opentelemetry.proto.trace.v1.Span span) {
        HexFormat hex = HexFormat.of();
        return new Span(
                service,
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                span.getKind().name().replace("SPAN_KIND_", ""),
                span.getName(),
                attributes(span.getAttributesList()));
    }

    private static String service(Resource resource) {
        return attributes(resource.getAttributesList()).get("service.name");
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> attribute.getValue().hasStringValue()
                                ? attribute.getValue().getStringValue()
                                : attribute.getValue().toString().strip()));
    }
}
