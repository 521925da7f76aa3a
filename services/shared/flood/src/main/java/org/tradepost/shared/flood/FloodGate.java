package org.tradepost.shared.flood;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets through, until it is emptied, so many items in all and so many from one source; of the others it keeps the number of each
 * kind. So what is written in a second is bounded, and one noisy caller does not hide the others. Memory is bounded by the capacity
 * and the number of kinds.
 */
public final class FloodGate<K, T> {

    /**
     * What has arrived since the gate was last emptied.
     *
     * @param kept what was let through, in order
     * @param more how many others there were, by kind
     */
    public record Batch<K, T>(List<T> kept, Map<K, Long> more) {

        public Batch {
            kept = List.copyOf(kept);
            more = Map.copyOf(more);
        }

        public static <K, T> Batch<K, T> nothing() {
            return new Batch<>(List.of(), Map.of());
        }

        public boolean isEmpty() {
            return kept.isEmpty() && more.isEmpty();
        }
    }

    private final int capacity;
    private final int perSource;
    private final Function<T, K> kind;
    private final List<T> kept = new ArrayList<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Map<K, Long> more = new HashMap<>();

    /** @param kind what items are counted as when they are too many */
    public FloodGate(int capacity, int perSource, Function<T, K> kind) {
        this.capacity = capacity;
        this.perSource = perSource;
        this.kind = kind;
    }

    /** Returns at once. */
    public synchronized void offer(T item, String source) {
        if (kept.size() < capacity && bySource.merge(source, 1, Integer::sum) <= perSource) {
            kept.add(item);
        } else {
            more.merge(kind.apply(item), 1L, Long::sum);
        }
    }

    /** Takes everything out. */
    public synchronized Batch<K, T> empty() {
        Batch<K, T> batch = new Batch<>(kept, more);
        kept.clear();
        bySource.clear();
        more.clear();
        return batch;
    }
}
