package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.orders.ordering.entity.OrderStatus;

/** Publishes {@link SagaMeters}. */
@ApplicationScoped
public class SagaMetrics {

    /** Those that {@link SagaMeters} is told of; an order that is being cancelled is counted when it is. */
    private static final Set<OrderStatus> COUNTED =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(OrderStatus.CANCELLING)));

    @Inject
    MetricRegistry registry;

    @Inject
    SagaMeters meters;

    void publish(@Observes Startup event) {
        gauge("orders_needing_attention", "Sagas that wait for a person", m -> m.needingAttention.get());
        gauge("saga_age_seconds", "Age of the oldest saga that is not at rest", m -> m.oldestSeconds.get());
        gauge("sagas_overdue", "Sagas that were due 25 s ago and nobody took up", m -> m.overdue.get());
        gauge("sagas_active", "Saga slots taken by requests", m -> m.active.get());
        gauge("saga_waits_total", "Unknown outcomes that will be asked for again", m -> m.waits.sum());
        gauge("saga_leases_lost_total", "Sagas that another replica took over", m -> m.leasesLost.sum());
        gauge("saga_failures_total", "Sagas that could not be read or recorded", m -> m.failures.sum());
        gauge("orders_refused_busy_total", "Requests refused for want of a slot", m -> m.refusedBusy.sum());
        for (OrderStatus status : COUNTED) {
            gauge(
                    "orders_total",
                    "Orders that got this status by this process",
                    m -> m.ordersThatEntered(status),
                    new Tag("status", status.name()));
        }
    }

    private void gauge(String name, String description, Function<SagaMeters, Number> value, Tag... tags) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        Tag[] all = Arrays.copyOf(tags, tags.length + 1);
        all[tags.length] = new Tag("service", "orders");
        registry.gauge(metadata, meters, value, all);
    }
}
