package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tradepost.orders.webhook.entity.EventTypes;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.EventHandler;
import org.tradepost.shared.rest.Json;

/** Notes for each event who is to be told, in the transaction that records the event: from then on nobody forgets it. */
@ApplicationScoped
public class RecordDeliveries implements EventHandler {

    private final Jdbi jdbi;

    @Inject
    public RecordDeliveries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected RecordDeliveries() {
        this(null);
    }

    @Override
    public Set<String> topics() {
        return EventTypes.TOPICS;
    }

    @Override
    public Set<String> types() {
        return EventTypes.ALL;
    }

    /** What somebody has subscribed to: where nobody has, the platform's events cost this service next to nothing. */
    @Override
    public Set<String> wanted() {
        return jdbi.withHandle(h -> h.createQuery(
                        "SELECT DISTINCT unnest(event_types) FROM webhook_subscription WHERE status = 'ACTIVE'")
                .mapTo(String.class)
                .set());
    }

    @Override
    public void handle(CloudEvent event) {
        jdbi.useHandle(h -> {
            // Locked, so that none is deleted before its delivery refers to it.
            List<UUID> subscriptions = h.createQuery(
                            """
                            SELECT id FROM webhook_subscription WHERE status = 'ACTIVE' AND :type = ANY(event_types)
                            ORDER BY id FOR KEY SHARE""")
                    .bind("type", event.type())
                    .mapTo(UUID.class)
                    .list();
            if (subscriptions.isEmpty()) {
                return;
            }
            h.execute(
                    """
                    INSERT INTO webhook_event (event_id, type, body, traceparent) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING""",
                    event.id(),
                    event.type(),
                    Json.write(untraced(event)),
                    event.traceparent());
            PreparedBatch deliveries = h.prepareBatch(
                    """
                    INSERT INTO webhook_delivery (id, subscription_id, event_id, event_type) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING""");
            subscriptions.forEach(id -> deliveries.add(Ids.newId(), id, event.id(), event.type()));
            deliveries.execute();
        });
    }

    /** As receivers see it, to whom our traces mean nothing. */
    private static CloudEvent untraced(CloudEvent event) {
        return new CloudEvent(
                event.specversion(),
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                event.time(),
                event.datacontenttype(),
                event.sequence(),
                null,
                event.data());
    }
}
