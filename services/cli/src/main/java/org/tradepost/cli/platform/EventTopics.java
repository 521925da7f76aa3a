package org.tradepost.cli.platform;

import java.util.List;
import java.util.stream.Stream;

/** The topics of a platform. */
public final class EventTopics {
    /** Where services state facts about what they own. */
    public static final List<String> FACTS =
            List.of("tradepost.users", "tradepost.catalog", "tradepost.orders", "tradepost.payments");

    /** All that exist: facts, the audit log's entries, and what consumers have set aside. */
    public static final List<String> ALL = Stream.concat(
                    FACTS.stream(),
                    Stream.of("tradepost.audit", "tradepost.users.dead-letter", "tradepost.orders.dead-letter"))
            .toList();

    private EventTopics() {}
}
