package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Records consumed events in the transaction of their effect. */
@ApplicationScoped
public class Inbox {

    /** An event together with where it was read, or why it could not be read. */
    public record Received(
            String topic, int partition, long offset, String payload, CloudEvent event, String unreadable) {}

    private final Jdbi jdbi;

    @Inject
    public Inbox(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected Inbox() {
        this(null);
    }

    /** Lets the handler take effect for every event that is new, all in one transaction. */
    @Transactional(rollbackOn = Exception.class)
    public void consume(List<Received> batch, EventHandler handler) {
        for (Received received : batch) {
            if (received.unreadable() != null) {
                insertParked(received, received.unreadable());
            } else if (handler.types().contains(received.event().type()) && isNew(received)) {
                handler.handle(received.event());
            }
        }
    }

    /** Sets an event aside that cannot be handled. */
    @Transactional(rollbackOn = Exception.class)
    public void park(Received received, String reason) {
        insertParked(received, reason);
    }

    private boolean isNew(Received received) {
        CloudEvent event = received.event();
        return jdbi.withHandle(h -> {
            int recorded = h.execute(
                    """
                    insert into inbox (event_id, type, topic, aggregate_id, sequence)
                    values (?, ?, ?, ?, ?) on conflict do nothing""",
                    event.id(),
                    event.type(),
                    received.topic(),
                    event.subject(),
                    event.sequence());
            if (recorded == 0) {
                return false;
            }
            if (event.sequence() == OutboxEvent.STANDS_ALONE) {
                return true;
            }
            return h.execute(
                            """
                            insert into inbox_position (topic, aggregate_id, sequence) values (?, ?, ?)
                            on conflict (topic, aggregate_id) do update set sequence = excluded.sequence
                            where inbox_position.sequence < excluded.sequence""",
                            received.topic(),
                            event.subject(),
                            event.sequence())
                    > 0;
        });
    }

    private void insertParked(Received received, String reason) {
        jdbi.useHandle(h -> h.execute(
                """
                insert into parked_event (topic, partition, position, payload, reason)
                values (?, ?, ?, ?, ?) on conflict do nothing""",
                received.topic(),
                received.partition(),
                received.offset(),
                received.payload(),
                reason));
    }
}
