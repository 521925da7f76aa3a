package org.tradepost.shared.outbox;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** All handlers of a service as one: each event goes to the handlers that understand its type and want it. */
final class EventHandlers implements EventHandler {

    private final List<EventHandler> handlers;

    private EventHandlers(List<EventHandler> handlers) {
        this.handlers = handlers;
    }

    static EventHandler of(Iterable<EventHandler> handlers) {
        return new EventHandlers(
                StreamSupport.stream(handlers.spliterator(), false).toList());
    }

    @Override
    public Set<String> topics() {
        return all(EventHandler::topics);
    }

    @Override
    public Set<String> types() {
        return all(EventHandler::types);
    }

    @Override
    public Set<String> wanted() {
        return all(EventHandler::wanted);
    }

    @Override
    public void handle(CloudEvent event) {
        for (EventHandler handler : handlers) {
            if (handler.types().contains(event.type())) {
                handler.handle(event);
            }
        }
    }

    private Set<String> all(Function<EventHandler, Set<String>> part) {
        return handlers.stream()
                .flatMap(handler -> part.apply(handler).stream())
                .collect(Collectors.toSet());
    }
}
