package org.tradepost.cli.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The audit log is as long as it was: every entry that a service told and its topic still keeps is in the list, word for word, and
 * the list has none that nobody told. So an end that was cut off shows, and a chain that was computed anew.
 */
final class AuditComplete implements Invariant {
    static final String TOPIC = "tradepost.audit";
    private static final String ENTRIES = "SELECT seq, body, body::jsonb ->> 'id' FROM audit_chain ORDER BY seq";
    /** Set aside for a person to settle, or given up by one, which is an entry of its own: not lost. */
    private static final String PARKED = "SELECT event_id::text FROM audit_parked_event WHERE topic = '" + TOPIC
            + "' AND state <> 'REPLAYED'" + " AND event_id IS NOT NULL";

    private static final Duration RETENTION = Duration.ofDays(14);

    private record Entry(long seq, String body, String id) {}

    @Override
    public String name() {
        return "audit-is-complete";
    }

    @Override
    public Finding check(Audit audit) {
        Topics topics = audit.topics();
        Set<String> missing = new HashSet<>(topics.idsOn(TOPIC));
        long retained = System.currentTimeMillis() - RETENTION.toMillis();
        List<Breach> breaches = new ArrayList<>();
        long[] checked = {missing.size()};
        var digest = TopicReader.sha256();
        audit.users()
                .forEach(ENTRIES, (row, c) -> new Entry(row.getLong(1), row.getString(2), row.getString(3)), entry -> {
                    checked[0]++;
                    missing.remove(entry.id());
                    fault(entry, topics, TopicReader.digest(entry.body(), digest), retained)
                            .ifPresent(fault -> breaches.add(new Breach(
                                    entry.id(), "audit entry " + entry.seq() + ", " + entry.id() + ", " + fault)));
                });
        audit.users().forEach(PARKED, (row, c) -> row.getString(1), missing::remove);
        missing.forEach(id -> breaches.add(new Breach(id, "event " + id + " has no entry in the audit log")));
        return new Finding(checked[0], breaches);
    }

    private static Optional<String> fault(Entry entry, Topics topics, String digest, long retained) {
        Optional<String> told = topics.auditEntry(entry.id());
        if (told.isEmpty()) {
            return EventTime.millis(entry.id()) < retained ? Optional.empty() : Optional.of("was told by no event");
        }
        return told.get().equals(digest) ? Optional.empty() : Optional.of("says something else than its event");
    }
}
