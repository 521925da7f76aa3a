package org.tradepost.orders.ordering.control;

import java.time.Instant;

/**
 * What a sales report is about: orders ever CONFIRMED, by confirmation time in [from, to).
 *
 * @param from null for no lower bound
 * @param to null for no upper bound
 * @param channel null for all
 * @param currency null for all
 */
public record SalesQuery(Grouping by, Instant from, Instant to, String channel, String currency) {

    /** What a row of the report stands for. */
    public enum Grouping {
        COUNTRY,
        PRODUCT,
        DAY
    }
}
