package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Publishes {@link SagaMeters}. */
@ApplicationScoped
public class SagaMetrics {

    @Inject
    MetricRegistry registry;

    @Inject
    SagaMeters meters;

    void publish(@Observes Startup event) {
        gauge("orders_needing_attention", "Sagas that wait for a person", m -> m.needingAttention.get());
        gauge("saga_age_seconds", "Age of the oldest saga that is not at rest", m -> m.oldestSeconds.get());
        gauge("sagas_overdue", "Sagas that were due 25 s ago and nobody took up", m -> m.overdue.get());
        gauge("orders_sagas_active", "Saga slots taken by requests", m -> m.active.get());
        gauge("orders_confirmed_total", "Orders confirmed by this process", m -> m.confirmed.sum());
        gauge("orders_rejected_total", "Orders refused after they were stored", m -> m.rejected.sum());
        gauge("orders_given_back_total", "Refunds and cancellations settled", m -> m.givenBack.sum());
        gauge("orders_attention_total", "Sagas given to a person", m -> m.attention.sum());
        gauge("orders_saga_waits_total", "Unknown outcomes that will be asked for again", m -> m.waits.sum());
        gauge("orders_saga_leases_lost_total", "Sagas that another replica took over", m -> m.leasesLost.sum());
        gauge("orders_saga_failures_total", "Sagas that could not be read or recorded", m -> m.failures.sum());
        gauge("orders_refused_busy_total", "Requests refused for want of a slot", m -> m.refusedBusy.sum());
    }

    private void gauge(String name, String description, Function<SagaMeters, Number> value) {
        Metadata metadata = Metadata.builder()
                .withName("tradepost_" + name)
                .withDescription(description)
                .build();
        registry.gauge(metadata, meters, value);
    }
}
