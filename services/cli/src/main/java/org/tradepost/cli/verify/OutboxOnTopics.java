package org.tradepost.cli.verify;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every outbox row that is kept is on its topic, under its key, exactly as written. */
final class OutboxOnTopics implements Invariant {
    private static final String ROWS =
            "SELECT event_id::text, topic, aggregate_id, sequence, payload, sent_at IS NOT NULL FROM audit_outbox";

    private record Row(String id, String topic, String aggregate, long sequence, String payload, boolean sent) {}

    @Override
    public String name() {
        return "outbox-is-on-topics";
    }

    @Override
    public Finding check(Audit audit) {
        Topics topics = audit.topics();
        MessageDigest digest = TopicReader.sha256();
        List<Breach> breaches = new ArrayList<>();
        long[] checked = {0};
        for (Audit.Service service : Audit.Service.values()) {
            audit.of(service)
                    .forEach(
                            ROWS,
                            (row, c) -> new Row(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getString(5),
                                    row.getBoolean(6)),
                            row -> {
                                checked[0]++;
                                fault(row, topics, digest)
                                        .ifPresent(fault -> breaches.add(new Breach(
                                                row.id(),
                                                "event " + row.id() + " of "
                                                        + service.name().toLowerCase(Locale.ROOT) + " about "
                                                        + row.aggregate() + " " + fault)));
                            });
        }
        return new Finding(checked[0], breaches);
    }

    private static Optional<String> fault(Row row, Topics topics, MessageDigest digest) {
        Topics.Event event = topics.find(row.id()).orElse(null);
        if (event == null) {
            return Optional.of(row.sent() ? "is not on " + row.topic() : "was not sent to " + row.topic() + " yet");
        }
        if (!event.topic().equals(row.topic()) || !row.aggregate().equals(event.key())) {
            return Optional.of("is on " + event.topic() + " under key " + event.key());
        }
        boolean asWritten = !topics.isAmbiguous(row.id())
                && event.sequence() == row.sequence()
                && event.digest().equals(TopicReader.digest(row.payload(), digest));
        return asWritten ? Optional.empty() : Optional.of("is on " + row.topic() + " with another text");
    }
}
