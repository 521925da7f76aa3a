package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.Json;

/** Writes events into the outbox. Call it inside the transaction of the change they tell of. */
@ApplicationScoped
public class OutboxWriter {

    private final Jdbi jdbi;
    private final String source;

    /**
     * @param service name of the owning service; events come from {@code /tradepost/<service>}
     */
    @Inject
    public OutboxWriter(Jdbi jdbi, @ConfigProperty(name = "tradepost.service.name") String service) {
        this.jdbi = jdbi;
        this.source = "/tradepost/" + service;
    }

    /** For the container's proxy only. */
    protected OutboxWriter() {
        this.jdbi = null;
        this.source = null;
    }

    public void append(OutboxEvent event) {
        appendAll(List.of(event));
    }

    /** Writes several events in one round trip, in the order given. */
    public void appendAll(List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbi.useHandle(h -> {
            PreparedBatch batch = h.prepareBatch(
                    """
                    insert into outbox (event_id, topic, aggregate_id, sequence, payload)
                    values (?, ?, ?, ?, ?)""");
            for (OutboxEvent event : events) {
                batch.add(event.id(), event.topic(), event.aggregateId(), event.sequence(), payload(event));
            }
            batch.execute();
        });
    }

    private String payload(OutboxEvent event) {
        return Json.write(new CloudEvent(
                "1.0",
                event.id(),
                source,
                event.type(),
                event.aggregateId(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "application/json",
                event.sequence(),
                Correlation.known().map(Correlation::traceparent).orElse(null),
                Json.mapper().valueToTree(event.data())));
    }
}
