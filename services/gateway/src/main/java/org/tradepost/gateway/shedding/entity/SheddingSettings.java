package org.tradepost.gateway.shedding.entity;

import java.time.Duration;

/**
 * Bounds of the adaptive concurrency limit.
 *
 * @param least requests at once that are always let in ({@code tradepost.gateway.concurrency.least})
 * @param most requests at once that are never exceeded ({@code tradepost.gateway.concurrency.most})
 * @param first limit to begin with ({@code tradepost.gateway.concurrency.first})
 * @param slow mean time to answer ordinary reads above which the platform counts as overloaded
 *     ({@code tradepost.gateway.concurrency.slow}, in milliseconds)
 */
public record SheddingSettings(int least, int most, int first, Duration slow) {

    public SheddingSettings {
        if (least > first || first > most) {
            throw new IllegalStateException(
                    "The settings tradepost.gateway.concurrency.least, first and most must be in this order");
        }
    }
}
