package org.tradepost.cli.verify;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events that are on the topics, by event id. */
final class Topics {

    /** One event as it was found: where, under what key, and a digest of its exact text. */
    record Event(String topic, String key, String type, long sequence, String digest) {}

    private final Map<String, Event> events = new HashMap<>();
    private final Map<String, String> changed = new HashMap<>();
    private final Map<String, String> auditEntries = new HashMap<>();

    /** Takes an event in; the same event may be there twice, but not with two texts. */
    void add(String id, Event event) {
        Event known = events.putIfAbsent(id, event);
        if (known != null && !known.equals(event)) {
            changed.put(id, event.topic());
        }
    }

    Optional<Event> find(String id) {
        return Optional.ofNullable(events.get(id));
    }

    /** Every event, by its id. */
    Map<String, Event> all() {
        return Collections.unmodifiableMap(events);
    }

    /** Notes what an audit event tells: a digest of its entry as RFC 8785 writes it. */
    void addAuditEntry(String id, String digest) {
        auditEntries.put(id, digest);
    }

    Optional<String> auditEntry(String id) {
        return Optional.ofNullable(auditEntries.get(id));
    }

    /** The ids of everything on one topic. */
    Set<String> idsOn(String topic) {
        return events.entrySet().stream()
                .filter(event -> event.getValue().topic().equals(topic))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether the event was found with different contents. */
    boolean isAmbiguous(String id) {
        return changed.containsKey(id);
    }

    int size() {
        return events.size();
    }
}
