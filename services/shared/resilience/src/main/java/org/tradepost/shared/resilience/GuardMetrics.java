package org.tradepost.shared.resilience;

import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Publishes what guards know. All have the tags {@code service}, who calls, and {@code client}, who is called. */
record GuardMetrics(MetricRegistry registry, String service) {

    void publish(Guard guard) {
        gauge(guard, "circuit_breaker_state", "0 closed, 1 half-open, 2 open", r -> r.state()
                .ordinal());
        gauge(guard, "client_calls_succeeded_total", "Calls that were answered", r -> r.calls()
                .succeeded());
        gauge(guard, "client_calls_failed_total", "Calls without an answer, or answered with 5xx", r -> r.calls()
                .failed());
        gauge(guard, "client_calls_refused_open_total", "Calls the open breaker kept back", GuardReport::refused);
        gauge(guard, "client_calls_refused_full_total", "Calls the full bulkhead kept back", r -> r.bulkhead()
                .refused());
        gauge(guard, "client_calls_in_flight", "Calls being made", r -> r.bulkhead()
                .inUse());
        gauge(guard, "client_bulkhead_limit", "Calls made at once at most", r -> r.bulkhead()
                .limit());
        gauge(guard, "client_retries_total", "Calls repeated", r -> r.retries().made());
        gauge(guard, "client_retries_refused_total", "Calls not repeated for want of budget", r -> r.retries()
                .refusedByBudget());
    }

    void publish(RequestsInFlight inFlight) {
        registry.gauge(
                metadata("requests_in_flight", "Requests being answered"),
                inFlight,
                RequestsInFlight::count,
                new Tag("service", service));
    }

    private void gauge(Guard guard, String name, String description, Function<GuardReport, Number> value) {
        registry.gauge(
                metadata(name, description),
                guard,
                g -> value.apply(g.report()),
                new Tag("service", service),
                new Tag("client", guard.client()));
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
