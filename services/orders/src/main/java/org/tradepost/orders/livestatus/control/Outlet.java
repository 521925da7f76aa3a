package org.tradepost.orders.livestatus.control;

import java.util.concurrent.CompletionStage;
import org.tradepost.orders.ordering.entity.OrderEvent;

/** The way to a reader. Writing never waits; a stage completes when the next write may follow, and fails when the reader has gone. */
public interface Outlet {

    /** What a stream begins with: how soon to come back after it has ended. */
    CompletionStage<?> greet();

    /** Says nothing, so that proxies keep the connection and one whose reader has gone is noticed. */
    CompletionStage<?> beat();

    CompletionStage<?> write(OrderEvent event);

    /** Ends the stream, whatever is still being written. */
    void close();
}
