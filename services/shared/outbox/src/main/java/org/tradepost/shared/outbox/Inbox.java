package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.outbox.ParkedEvents.Key;
import org.tradepost.shared.outbox.ParkedEvents.State;
import org.tradepost.shared.outbox.ParkedEvents.Stored;

/**
 * Records consumed events in the transaction of their effect. While a key has parked events, every later one of that key is parked
 * behind them; other keys go on.
 */
@ApplicationScoped
public class Inbox {

    private final Jdbi jdbi;
    private final ParkedEvents parked;

    @Inject
    public Inbox(Jdbi jdbi, ParkedEvents parked) {
        this.jdbi = jdbi;
        this.parked = parked;
    }

    /** For the container's proxy only. */
    protected Inbox() {
        this(null, null);
    }

    /** Lets the handler take effect for every event that is new, all in one transaction. */
    @Transactional(rollbackOn = Exception.class)
    public void consume(List<Received> batch, EventHandler handler) {
        parked.lock(batch);
        Set<Key> waiting = parked.keysOf(batch);
        Set<String> wanted = handler.wanted();
        for (Received received : batch) {
            boolean readable = received.unreadable() == null;
            if (readable && !wanted.contains(received.event().type())) {
                continue;
            }
            if (!readable) {
                parked.park(received, received.unreadable());
                addWaiting(waiting, received);
            } else if (waiting.contains(new Key(received.topic(), received.key()))) {
                parkBehind(received);
            } else if (isNew(received)) {
                handler.handle(received.event());
            }
        }
    }

    /** It may have been settled before, when the broker tells it again; then nobody waits for it. */
    private void addWaiting(Set<Key> waiting, Received received) {
        waiting.addAll(parked.keysOf(List.of(received)));
    }

    private void parkBehind(Received received) {
        if (!isRecorded(received.event())) {
            parked.park(received, ParkedEvents.BEHIND);
        }
    }

    /** Sets an event aside that cannot be handled; unless it was handled, or given up, before. */
    @Transactional(rollbackOn = Exception.class)
    public void park(Received received, String reason) {
        parked.lock(List.of(received));
        if (received.event() == null || !isRecorded(received.event())) {
            parked.park(received, reason);
        }
    }

    /**
     * Lets a parked event take effect and leave the list, in one transaction.
     *
     * @param witness told in the same transaction
     * @return its key's next parked event, if there is one
     * @throws IllegalArgumentException when the event still cannot be read, or nobody handles its type
     * @throws NotReplayable when it is not parked, or an earlier one of its key is
     */
    @Transactional(rollbackOn = Exception.class)
    public Optional<Long> replay(long id, EventHandler handler, Consumer<Received> witness) {
        Received received = waiting(id);
        Optional<Long> first = parked.firstOf(received.topic(), received.key());
        if (first.isPresent() && first.get() != id) {
            throw NotReplayable.behind(first.get());
        }
        if (received.unreadable() != null) {
            throw new NotHandled(received.unreadable());
        }
        if (!handler.types().contains(received.event().type())) {
            throw new NotHandled("nobody handles its type");
        }
        if (isNew(received)) {
            handler.handle(received.event());
        }
        witness.accept(received);
        parked.settle(id, State.REPLAYED);
        return parked.firstOf(received.topic(), received.key());
    }

    /**
     * Gives a parked event up: it takes no effect, now or when it is told again. Call it inside the transaction that records who did.
     *
     * @return the event
     * @throws NotReplayable when it is not parked
     */
    @Transactional(rollbackOn = Exception.class)
    public Received discard(long id) {
        Received received = waiting(id);
        if (received.event() != null) {
            record(received);
        }
        parked.settle(id, State.DISCARDED);
        return received;
    }

    private Received waiting(long id) {
        Stored stored = parked.locked(id).orElseThrow(NotReplayable::unknown);
        if (stored.state() != State.PARKED) {
            throw NotReplayable.settled(stored.state());
        }
        return stored.received();
    }

    private boolean isRecorded(CloudEvent event) {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from inbox where event_id = :id")
                        .bind("id", event.id())
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    private boolean record(Received received) {
        CloudEvent event = received.event();
        return jdbi.withHandle(h -> h.execute(
                        """
                        insert into inbox (event_id, type, topic, aggregate_id, sequence)
                        values (?, ?, ?, ?, ?) on conflict do nothing""",
                        event.id(),
                        event.type(),
                        received.topic(),
                        event.subject(),
                        event.sequence()))
                > 0;
    }

    private boolean isNew(Received received) {
        CloudEvent event = received.event();
        if (!record(received)) {
            return false;
        }
        if (event.sequence() == OutboxEvent.STANDS_ALONE) {
            return true;
        }
        return jdbi.withHandle(h -> h.execute(
                        """
                        insert into inbox_position (topic, aggregate_id, sequence) values (?, ?, ?)
                        on conflict (topic, aggregate_id) do update set sequence = excluded.sequence
                        where inbox_position.sequence < excluded.sequence""",
                        received.topic(),
                        event.subject(),
                        event.sequence()))
                > 0;
    }
}
