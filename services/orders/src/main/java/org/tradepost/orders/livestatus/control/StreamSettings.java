package org.tradepost.orders.livestatus.control;

import java.time.Duration;

/**
 * Bounds of live order status.
 *
 * @param most streams open at once in this process ({@code tradepost.orders.streams.most})
 * @param perReader streams open at once of one reader ({@code tradepost.orders.streams.per-reader})
 * @param heartbeat silence after which something is written ({@code tradepost.orders.streams.heartbeat})
 * @param longest life of a stream ({@code tradepost.orders.streams.longest})
 */
public record StreamSettings(int most, int perReader, Duration heartbeat, Duration longest) {

    public StreamSettings {
        if (most <= 0 || perReader <= 0 || !heartbeat.isPositive() || !longest.isPositive()) {
            throw new IllegalStateException("The settings tradepost.orders.streams.* must be above 0");
        }
    }
}
