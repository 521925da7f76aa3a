package org.tradepost.shared.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradepost.shared.rest.Correlation;

/**
 * Lets through, until it is emptied, so many records in all and so many from one source; of the others it keeps the number. So
 * what is written in a second is bounded, and one noisy caller does not hide the others.
 */
final class FloodGate {

    private static final Correlation NO_REQUEST = new Correlation(null, null);

    private record Kind(String service, AuditAction action) {}

    private final int capacity;
    private final int perSource;
    private final List<AuditRecord> kept = new ArrayList<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Map<Kind, Long> more = new HashMap<>();

    FloodGate(int capacity, int perSource) {
        this.capacity = capacity;
        this.perSource = perSource;
    }

    synchronized void offer(AuditRecord record, String source) {
        if (kept.size() < capacity && bySource.merge(source, 1, Integer::sum) <= perSource) {
            kept.add(record);
        } else {
            AuditAction action = AuditAction.of(record.entry().action()).orElseThrow();
            more.merge(new Kind(record.entry().service(), action), 1L, Long::sum);
        }
    }

    /** Takes out what was let through, and for each kind that was too many one record that says how many more there were. */
    synchronized List<AuditRecord> empty(Instant now) {
        List<AuditRecord> batch = new ArrayList<>(kept);
        more.forEach((kind, count) -> batch.add(AuditRecord.of(
                kind.service(),
                now,
                new Scene(Scene.SEVERAL, null, null, null, NO_REQUEST),
                Deed.of(kind.action()).with("more", count),
                new Outcome("refused", null))));
        kept.clear();
        bySource.clear();
        more.clear();
        return batch;
    }
}
