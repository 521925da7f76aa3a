package org.tradepost.cli.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Every event of a kind that a service takes has taken effect there or is parked, once consumers have caught up. A service takes
 * the kinds of events that it ever took.
 */
final class EventsTakeEffect implements Invariant {
    private static final List<Audit.Service> CONSUMERS = List.of(Audit.Service.USERS, Audit.Service.ORDERS);

    private record Kind(String topic, String type) {}

    @Override
    public String name() {
        return "events-take-effect";
    }

    @Override
    public Finding check(Audit audit) {
        Topics topics = audit.topics();
        List<Breach> breaches = new ArrayList<>();
        long checked = 0;
        for (Audit.Service service : CONSUMERS) {
            Rows rows = audit.of(service);
            Set<Kind> kinds = new HashSet<>();
            rows.forEach(
                    "SELECT DISTINCT topic, type FROM audit_inbox",
                    (row, context) -> new Kind(row.getString(1), row.getString(2)),
                    kinds::add);
            Set<String> taken = new HashSet<>();
            rows.forEach("SELECT event_id::text FROM audit_inbox", (row, context) -> row.getString(1), taken::add);
            List<String> parked =
                    rows.list("SELECT payload FROM audit_unhandled_event", (row, context) -> row.getString(1));
            for (var event : topics.all().entrySet()) {
                String id = event.getKey();
                if (!kinds.contains(
                        new Kind(event.getValue().topic(), event.getValue().type()))) {
                    continue;
                }
                checked++;
                if (!taken.contains(id) && parked.stream().noneMatch(payload -> payload.contains(id))) {
                    breaches.add(new Breach(
                            service + " " + id,
                            "event " + id + " about " + event.getValue().key() + " has taken no effect in "
                                    + service.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return new Finding(checked, breaches);
    }
}
