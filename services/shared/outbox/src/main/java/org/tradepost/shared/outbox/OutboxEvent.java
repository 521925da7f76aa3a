package org.tradepost.shared.outbox;

import java.util.UUID;
import org.tradepost.shared.database.Ids;

/**
 * A fact to be told.
 *
 * @param id event id, unique for ever
 * @param topic e.g. {@code tradepost.orders}
 * @param type e.g. {@code tradepost.orders.order-confirmed.v1}
 * @param aggregateId what it is about; also the Kafka key, and so the unit of ordering
 * @param sequence the aggregate's version, assigned under its row lock; {@value #STANDS_ALONE} for a fact that nothing precedes
 *     or follows
 * @param data JSON-serialisable payload: ids, amounts and countries, never personal data
 */
public record OutboxEvent(UUID id, String topic, String type, String aggregateId, long sequence, Object data) {

    /** The sequence of an event that is the only one of its aggregate. */
    public static final long STANDS_ALONE = 0;

    public static OutboxEvent of(String topic, String type, String aggregateId, long sequence, Object data) {
        return new OutboxEvent(Ids.newId(), topic, type, aggregateId, sequence, data);
    }
}
