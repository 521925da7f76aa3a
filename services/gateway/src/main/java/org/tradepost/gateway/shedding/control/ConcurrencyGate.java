package org.tradepost.gateway.shedding.control;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.entity.SheddingSettings;

/**
 * Lets in as many requests at once as the platform can bear. The limit grows by one in every tenth of a second in which at least half of it
 * was used and all was well, and shrinks by a tenth in one in which ordinary reads were slow on average or anything was
 * answered 503 or 504. Each kind of request is let in up to its share of the limit.
 */
public final class ConcurrencyGate {

    private static final long WINDOW_MILLIS = 100;

    private final Limit limit;
    private final long slowNanos;
    private final LongSupplier nanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<RouteClass, LongAdder> shed = new EnumMap<>(RouteClass.class);

    /** @param nanos a clock such as {@link System#nanoTime()} */
    public ConcurrencyGate(SheddingSettings settings, LongSupplier nanos) {
        AIMDLimit adaptive = AIMDLimit.newBuilder()
                .initialLimit(settings.first())
                .minLimit(settings.least())
                .maxLimit(settings.most())
                .timeout(settings.slow().toMillis(), TimeUnit.MILLISECONDS)
                .build();
        this.limit = WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .build(adaptive);
        this.slowNanos = settings.slow().toNanos();
        this.nanos = nanos;
        for (RouteClass kind : RouteClass.values()) {
            shed.put(kind, new LongAdder());
        }
    }

    /**
     * One request that is being answered.
     *
     * @param kind of request
     * @param since when it was let in
     * @param others how many were being answered then, itself among them
     */
    public record Place(RouteClass kind, long since, int others) {}

    /** Takes a place for a request; null when there is none for its kind, which is counted. */
    public Place enter(RouteClass kind) {
        int most = (int) Math.ceil(limit.getLimit() * kind.share());
        int now;
        do {
            now = inFlight.get();
            if (now >= most) {
                shed.get(kind).increment();
                return null;
            }
        } while (!inFlight.compareAndSet(now, now + 1));
        return new Place(kind, nanos.getAsLong(), now + 1);
    }

    /**
     * Gives the place back and learns from how it went.
     *
     * @param status what was answered; 0 when the client did not wait for it, from which nothing can be learnt
     */
    public void leave(Place place, int status) {
        inFlight.decrementAndGet();
        boolean dropped = status == 503 || status == 504;
        if (dropped) {
            limit.onSample(place.since(), slowNanos, place.others(), true);
        } else if (status != 0 && place.kind().latencyTells()) {
            limit.onSample(place.since(), Math.max(1, nanos.getAsLong() - place.since()), place.others(), false);
        }
    }

    public int limit() {
        return limit.getLimit();
    }

    public int inFlight() {
        return inFlight.get();
    }

    /** Requests of the kind that were refused since the start. */
    public long shed(RouteClass kind) {
        return shed.get(kind).sum();
    }
}
