package org.tradepost.shared.outbox;

import java.util.Set;

/**
 * An effect of events on this service. Each CDI bean that implements it makes {@link EventConsumer} subscribe. It is called inside a JTA
 * transaction that also records the event, at most once per event and never with an older sequence after a newer one of the same
 * aggregate. Several that understand one type take effect together or not at all.
 */
public interface EventHandler {

    /** Topics to read, e.g. {@code tradepost.orders}. */
    Set<String> topics();

    /** Event types it understands; others are passed over. */
    Set<String> types();

    /**
     * Those of its types that it has a use for now; events of the others are passed over as if it had never heard of them. Asked in the
     * transaction of every batch.
     */
    default Set<String> wanted() {
        return types();
    }

    /**
     * @throws IllegalArgumentException for an event that can never be handled; it is parked
     */
    void handle(CloudEvent event);
}
