package org.tradepost.shared.resilience;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What this process is answering. */
@ApplicationScoped
public class RequestsInFlight {

    /**
     * One request.
     *
     * @param route method and declared path
     * @param ageMs since it arrived
     * @param leftMs what is left of its deadline, negative when it is over; null when it has none
     */
    public record InFlight(String route, long ageMs, Long leftMs) {}

    private record Entry(String route, long began, Deadline deadline) {}

    private static final int MOST_SHOWN = 100;
    /** Answers that broke off on the way may never be told. */
    private static final long FORGOTTEN = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    public RequestsInFlight() {
        this(System::nanoTime);
    }

    RequestsInFlight(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return by which its end is told */
    public long began(String route, Optional<Deadline> deadline) {
        long id = ids.incrementAndGet();
        entries.put(id, new Entry(route, nanoTime.getAsLong(), deadline.orElse(null)));
        return id;
    }

    public void ended(long id) {
        entries.remove(id);
    }

    public int count() {
        forget(nanoTime.getAsLong());
        return entries.size();
    }

    /** The oldest first, and not more than a hundred. */
    public List<InFlight> oldest() {
        long now = nanoTime.getAsLong();
        forget(now);
        return entries.values().stream()
                .sorted(Comparator.comparingLong(entry -> entry.began() - now))
                .limit(MOST_SHOWN)
                .map(entry -> new InFlight(
                        entry.route(),
                        Duration.ofNanos(now - entry.began()).toMillis(),
                        entry.deadline() == null
                                ? null
                                : Long.valueOf(entry.deadline().left().toMillis())))
                .toList();
    }

    private void forget(long now) {
        entries.values().removeIf(entry -> now - entry.began() > FORGOTTEN);
    }
}
