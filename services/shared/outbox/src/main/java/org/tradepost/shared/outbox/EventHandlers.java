package org.tradepost.shared.outbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All handlers of a service as one: each event goes to the handler that understands its type. */
final class EventHandlers implements EventHandler {

    private final Set<String> topics = new HashSet<>();
    private final Map<String, EventHandler> byType = new HashMap<>();

    private EventHandlers() {}

    /**
     * @throws IllegalStateException when two handlers claim one type of event
     */
    static EventHandler of(Iterable<EventHandler> handlers) {
        EventHandlers all = new EventHandlers();
        handlers.forEach(all::add);
        return all;
    }

    private void add(EventHandler handler) {
        topics.addAll(handler.topics());
        for (String type : handler.types()) {
            if (byType.putIfAbsent(type, handler) != null) {
                throw new IllegalStateException("two handlers for " + type);
            }
        }
    }

    @Override
    public Set<String> topics() {
        return Set.copyOf(topics);
    }

    @Override
    public Set<String> types() {
        return Set.copyOf(byType.keySet());
    }

    @Override
    public void handle(CloudEvent event) {
        byType.get(event.type()).handle(event);
    }
}
