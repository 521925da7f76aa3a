package org.tradepost.orders.livestatus.boundary;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;
import org.tradepost.orders.livestatus.control.Outlet;
import org.tradepost.orders.ordering.boundary.TimelineEntry;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.shared.rest.Json;

/** Writes a stream as server-sent events; the container does so without holding a thread. */
record SseOutlet(SseEventSink sink, Sse sse) implements Outlet {

    private static final Logger LOG = Logger.getLogger(SseOutlet.class.getName());
    private static final int SOONEST_RETRY_MS = 1_000;
    private static final int LATEST_RETRY_MS = 3_000;

    /** Readers come back at different moments when all streams of a server end at once. */
    @Override
    public CompletionStage<?> greet() {
        return send(sse.newEventBuilder()
                .reconnectDelay(ThreadLocalRandom.current().nextInt(SOONEST_RETRY_MS, LATEST_RETRY_MS))
                .comment("live order status")
                .build());
    }

    @Override
    public CompletionStage<?> beat() {
        return send(sse.newEventBuilder().comment("still here").build());
    }

    @Override
    public CompletionStage<?> write(OrderEvent event) {
        TimelineEntry entry = TimelineEntry.of(event);
        return send(sse.newEventBuilder()
                .id(Long.toString(event.version()))
                .name(entry.type())
                .data(Json.write(entry))
                .build());
    }

    @Override
    public void close() {
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            DebugLog.fine(LOG, "the reader has gone", e);
        }
    }

    private CompletionStage<?> send(OutboundSseEvent event) {
        try {
            return sink.send(event);
        } catch (RuntimeException closed) {
            return CompletableFuture.failedStage(closed);
        }
    }
}
