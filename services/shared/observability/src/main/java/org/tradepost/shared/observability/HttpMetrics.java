package org.tradepost.shared.observability;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Counts and times calls: {@code http_requests_total} and {@code http_request_duration_seconds}. No caller can make new series: routes
 * are declared, methods that HTTP does not define count as one.
 */
public final class HttpMetrics {

    private static final Metadata REQUESTS = Metadata.builder()
            .withName("http_requests_total")
            .withDescription("Requests answered")
            .build();
    /** The runtime appends the unit. */
    private static final Metadata DURATION = Metadata.builder()
            .withName("http_request_duration")
            .withDescription("Time from a request's arrival to its answer")
            .build();

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER = "OTHER";

    private record Answers(String method, String route, int status) {}

    private record Calls(String method, String route) {}

    private final MetricRegistry registry;
    private final Tag service;
    private final Map<Answers, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Calls, Timer> timers = new ConcurrentHashMap<>();

    /** @param service the value of the label {@code service} */
    public HttpMetrics(MetricRegistry registry, String service) {
        this.registry = registry;
        this.service = new Tag("service", service);
    }

    public void answered(AnsweredCall call) {
        String method = METHODS.contains(call.method()) ? call.method() : OTHER;
        counters.computeIfAbsent(new Answers(method, call.route(), call.status()), this::counter)
                .inc();
        timers.computeIfAbsent(new Calls(method, call.route()), this::timer).update(call.took());
    }

    private Counter counter(Answers answers) {
        return registry.counter(
                REQUESTS,
                service,
                new Tag("method", answers.method()),
                new Tag("route", answers.route()),
                new Tag("status", Integer.toString(answers.status())));
    }

    private Timer timer(Calls calls) {
        return registry.timer(DURATION, service, new Tag("method", calls.method()), new Tag("route", calls.route()));
    }
}
