package org.tradepost.shared.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts {@link BusinessOperation}s by their results. */
final class BusinessOperations {

    private static final Metadata OPERATIONS = Metadata.builder()
            .withName("business_operations_total")
            .withDescription("Operations of the business, by how they ended")
            .build();

    private record Ended(String operation, String result) {}

    private final MetricRegistry registry;
    private final Tag service;
    private final Map<Ended, Counter> counters = new ConcurrentHashMap<>();

    BusinessOperations(MetricRegistry registry, String service) {
        this.registry = registry;
        this.service = new Tag("service", service);
    }

    void ended(String operation, int status) {
        counters.computeIfAbsent(new Ended(operation, result(status)), this::counter)
                .inc();
    }

    private static String result(int status) {
        if (status < 300) {
            return "success";
        }
        return status >= 500 ? "failed" : "refused";
    }

    private Counter counter(Ended ended) {
        return registry.counter(
                OPERATIONS, service, new Tag("operation", ended.operation()), new Tag("result", ended.result()));
    }
}
