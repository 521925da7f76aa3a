package org.tradepost.cli.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every effect a consumer recorded has its event on a topic, about the same thing. */
final class EffectsHaveEvents implements Invariant {
    private static final String EFFECTS =
            "SELECT event_id::text, type, aggregate_id::text, sequence FROM audit_consumed_event";
    private static final Duration RETENTION = Duration.ofDays(14);

    private record Effect(String event, String type, String aggregate, long sequence) {}

    @Override
    public String name() {
        return "effects-have-events";
    }

    @Override
    public Finding check(Audit audit) {
        Topics topics = audit.topics();
        long retained = System.currentTimeMillis() - RETENTION.toMillis();
        List<Breach> breaches = new ArrayList<>();
        long[] checked = {0};
        audit.users()
                .forEach(
                        EFFECTS,
                        (row, c) -> new Effect(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
                        effect -> {
                            checked[0]++;
                            fault(effect, topics.find(effect.event()), retained)
                                    .ifPresent(fault -> breaches.add(new Breach(
                                            effect.event(),
                                            "an activity in users about order " + effect.aggregate() + " " + fault)));
                        });
        return new Finding(checked[0], breaches);
    }

    private static Optional<String> fault(Effect effect, Optional<Topics.Event> event, long retained) {
        if (event.isEmpty()) {
            return EventTime.millis(effect.event()) < retained
                    ? Optional.empty()
                    : Optional.of("comes from event " + effect.event() + ", which is on no topic");
        }
        boolean same = event.get().type().equals(effect.type())
                && effect.aggregate().equals(event.get().key())
                && event.get().sequence() == effect.sequence();
        return same ? Optional.empty() : Optional.of("does not match its event " + effect.event());
    }
}
