package org.tradepost.shared.observability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Counts and times gRPC calls: {@code grpc_requests_total} and {@code grpc_request_duration_seconds}. The label {@code method} is one that
 * a service declares, such as {@code /tradepost.users.v1.UserService/GetUser}, or {@code unmatched}; {@code code} is gRPC's.
 */
public final class GrpcMetrics {

    private static final Metadata REQUESTS = Metadata.builder()
            .withName("grpc_requests_total")
            .withDescription("gRPC calls that ended")
            .build();
    /** The runtime appends the unit. */
    private static final Metadata DURATION = Metadata.builder()
            .withName("grpc_request_duration")
            .withDescription("Time from the arrival of a gRPC call to its end, streams excepted")
            .build();

    private record Ended(String method, String code) {}

    private final MetricRegistry registry;
    private final Tag service;
    private final Map<Ended, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    /** @param service the value of the label {@code service} */
    public GrpcMetrics(MetricRegistry registry, String service) {
        this.registry = registry;
        this.service = new Tag("service", service);
    }

    public void answered(String method, String code) {
        counters.computeIfAbsent(new Ended(method, code), this::counter).inc();
    }

    public void took(String method, Duration time) {
        timers.computeIfAbsent(method, this::timer).update(time);
    }

    private Counter counter(Ended ended) {
        return registry.counter(REQUESTS, service, new Tag("method", ended.method()), new Tag("code", ended.code()));
    }

    private Timer timer(String method) {
        return registry.timer(DURATION, service, new Tag("method", method));
    }
}
