package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.tradepost.orders.ordering.entity.Order;

/** Lets requests wait for a saga without holding a thread. */
@ApplicationScoped
public class SagaOutcomes {
    private final Map<UUID, Set<CompletableFuture<Optional<Order>>>> waiting = new ConcurrentHashMap<>();

    /**
     * Completes when the saga has come to rest, with the order if this process drove it, or else after {@code wait}. Leaves the
     * register by itself.
     */
    public CompletableFuture<Optional<Order>> await(UUID saga, Duration wait) {
        CompletableFuture<Optional<Order>> future = new CompletableFuture<>();
        waiting.compute(saga, (id, known) -> {
            Set<CompletableFuture<Optional<Order>>> futures = known == null ? ConcurrentHashMap.newKeySet() : known;
            futures.add(future);
            return futures;
        });
        return future.completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((order, failure) -> waiting.computeIfPresent(saga, (id, futures) -> {
                    futures.remove(future);
                    return futures.isEmpty() ? null : futures;
                }));
    }

    public void atRest(UUID saga, Optional<Order> order) {
        Set<CompletableFuture<Optional<Order>>> futures = waiting.remove(saga);
        if (futures != null) {
            futures.forEach(future -> future.complete(order));
        }
    }

    /** Sagas that somebody waits for. */
    public List<UUID> awaited() {
        return List.copyOf(waiting.keySet());
    }
}
