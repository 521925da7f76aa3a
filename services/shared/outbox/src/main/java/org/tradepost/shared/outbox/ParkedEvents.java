package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.database.Database;

/**
 * Events that were set aside, each with a copy on the service's dead-letter topic, written in the same transaction. Who parks,
 * replays or looks whether a key has parked events holds the lock of the partition, so no event overtakes another of its key.
 */
@ApplicationScoped
public class ParkedEvents {

    static final String BEHIND = "behind an earlier event of its key";

    private static final String LOCK_SPACE = "tradepost.parking:";
    /** What a copy on the dead-letter topic may hold: with its frame it stays below Kafka's limit. */
    private static final int MAX_COPY = 256 * 1024;

    /** What an event is ordered by. */
    record Key(String topic, String key) {}

    private final Jdbi jdbi;
    private final OutboxWriter outbox;
    private final String service;

    @Inject
    public ParkedEvents(
            Jdbi jdbi, OutboxWriter outbox, @ConfigProperty(name = "tradepost.service.name") String service) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.service = service;
        if (jdbi != null) {
            Database.mapRecord(jdbi, ParkedEvent.class);
        }
    }

    /** For the container's proxy only. */
    protected ParkedEvents() {
        this(null, null, null);
    }

    /** The dead-letter topic of a consuming service. */
    public static String topicOf(String service) {
        return "tradepost." + service + ".dead-letter";
    }

    /** Until the transaction ends nobody else consumes, parks or replays an event of these partitions. */
    void lock(Collection<Received> batch) {
        Map<String, Set<Integer>> places = new TreeMap<>();
        batch.forEach(one ->
                places.computeIfAbsent(one.topic(), topic -> new TreeSet<>()).add(one.partition()));
        places.forEach((topic, partitions) -> partitions.forEach(partition -> lock(topic, partition)));
    }

    private void lock(String topic, int partition) {
        jdbi.useHandle(h -> h.createQuery("select pg_advisory_xact_lock(hashtext(:space), :partition) is null")
                .bind("space", LOCK_SPACE + topic)
                .bind("partition", partition)
                .mapTo(Boolean.class)
                .one());
    }

    /** Those keys of the batch that have parked events. */
    Set<Key> keysOf(Collection<Received> batch) {
        List<String> keys = batch.stream()
                .map(Received::key)
                .filter(key -> key != null)
                .distinct()
                .toList();
        return new HashSet<>(jdbi.withHandle(h -> h.createQuery(
                        """
                        select distinct topic, message_key from parked_event
                        where state = 'PARKED' and message_key = any(:keys)""")
                .bindArray("keys", String.class, keys)
                .map((row, context) -> new Key(row.getString(1), row.getString(2)))
                .list()));
    }

    /** Sets one event aside, once, and tells the dead-letter topic. */
    void park(Received received, String reason) {
        CloudEvent event = received.event();
        Optional<Long> id = jdbi.withHandle(h -> h.createQuery(
                        """
                        insert into parked_event
                            (topic, partition, position, payload, reason, message_key, event_id, type, exact)
                        values (:topic, :partition, :position, :payload, :reason, :key, cast(:event as uuid), :type,
                                :exact)
                        on conflict do nothing returning id""")
                .bind("topic", received.topic())
                .bind("partition", received.partition())
                .bind("position", received.offset())
                .bind("payload", received.payload())
                .bind("reason", reason)
                .bind("key", received.key())
                .bind("event", event == null ? null : event.id())
                .bind("type", event == null ? null : event.type())
                .bind("exact", received.exact())
                .mapTo(Long.class)
                .findOne());
        id.ifPresent(parked -> outbox.append(copy(parked, received, reason)));
    }

    private OutboxEvent copy(long id, Received received, String reason) {
        boolean fits = received.payload().length() <= MAX_COPY;
        String place = received.topic() + "/" + received.partition();
        return OutboxEvent.of(
                topicOf(service),
                "tradepost." + service + ".event-parked.v1",
                received.key() == null ? place : received.key(),
                OutboxEvent.STANDS_ALONE,
                new DeadLetter(
                        id,
                        received.topic(),
                        received.partition(),
                        received.offset(),
                        received.key(),
                        reason,
                        fits && received.exact() == null ? received.payload() : null,
                        fits ? received.exact() : null));
    }

    /**
     * What the dead-letter topic tells.
     *
     * @param payload the event's text; absent when it is too long or is not text
     * @param payloadBase64 the event's bytes when they are not text; absent when they are too many
     */
    record DeadLetter(
            long parkedId,
            String topic,
            int partition,
            long position,
            String key,
            String reason,
            String payload,
            String payloadBase64) {}

    /** Those that wait, in the order they were parked in. */
    public List<ParkedEvent> waiting(long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select p.id, p.topic, p.partition, p.position, p.message_key as key, p.event_id, p.type,
                               p.reason, p.attempts, p.parked_at,
                               not exists (select 1 from parked_event e where e.state = 'PARKED' and e.id < p.id
                                           and e.topic = p.topic and e.message_key = p.message_key) as first
                        from parked_event p where p.state = 'PARKED' and p.id > :after order by p.id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(ParkedEvent.class)
                .list());
    }

    public long count() {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from parked_event where state = 'PARKED'")
                .mapTo(Long.class)
                .one());
    }

    /** A stored event and what became of it. */
    record Stored(Received received, State state) {}

    enum State {
        PARKED,
        REPLAYED,
        DISCARDED
    }

    /** The event, with the lock of its partition held until the transaction ends. */
    Optional<Stored> locked(long id) {
        Optional<Stored> unlocked = read(id);
        unlocked.ifPresent(
                stored -> lock(stored.received().topic(), stored.received().partition()));
        return unlocked.isEmpty() ? unlocked : read(id);
    }

    private Optional<Stored> read(long id) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select topic, partition, position, message_key, payload, exact, state
                        from parked_event where id = :id""")
                .bind("id", id)
                .map((row, context) -> new Stored(
                        new Received(
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getLong(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        null,
                                        null)
                                .again(),
                        State.valueOf(row.getString(7))))
                .findOne());
    }

    /** The one of a key that has to be settled first; of events without a key each is. */
    public Optional<Long> firstOf(String topic, String key) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        select min(id) from parked_event
                        where state = 'PARKED' and topic = :topic and message_key = :key""")
                .bind("topic", topic)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne());
    }

    void settle(long id, State state) {
        jdbi.useHandle(h -> h.execute(
                "update parked_event set state = ?, attempts = attempts + ?, settled_at = now() where id = ?",
                state.name(),
                state == State.REPLAYED ? 1 : 0,
                id));
    }

    /** Notes that a replay failed, unless the event has been settled meanwhile. */
    public void refusedAgain(long id, String reason) {
        jdbi.useHandle(h -> h.execute(
                "update parked_event set reason = ?, attempts = attempts + 1 where id = ? and state = 'PARKED'",
                reason,
                id));
    }
}
