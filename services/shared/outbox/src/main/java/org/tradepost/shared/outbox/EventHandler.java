package org.tradepost.shared.outbox;

import java.util.Set;

/**
 * The effect of other services' events on this one. Each CDI bean that implements it makes {@link EventConsumer} subscribe; an event type belongs to one of them. It is
 * called inside a JTA transaction that also records the event, at most once per event and never with an older sequence after a
 * newer one of the same aggregate.
 */
public interface EventHandler {

    /** Topics to read, e.g. {@code tradepost.orders}. */
    Set<String> topics();

    /** Event types it understands; others are passed over. */
    Set<String> types();

    /**
     * @throws IllegalArgumentException for an event that can never be handled; it is parked
     */
    void handle(CloudEvent event);
}
